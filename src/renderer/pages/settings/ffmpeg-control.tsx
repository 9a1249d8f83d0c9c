import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { StatusMark } from '../../components/status-mark.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useOrpc } from '../../state/core.tsx'
import { useChangeSettings, useSettings } from '../../state/settings.ts'
import type { ControlProps } from './control-props.ts'

export function FfmpegControl({ id }: ControlProps) {
  const t = useT()
  const orpc = useOrpc()
  const stored = useSettings().values['media.ffmpegPath']
  const { set } = useChangeSettings()
  const [text, setText] = useState(stored)
  useEffect(() => setText(stored), [stored])
  const report = useQuery(orpc.app.doctor.queryOptions({ input: {} })).data
  const version = report?.versions.ffmpeg ?? null
  const commit = () => {
    const path = text.trim()
    if (path !== stored) set({ 'media.ffmpegPath': path })
  }
  return (
    <form
      className="w-full"
      onSubmit={(event) => {
        event.preventDefault()
        commit()
      }}
    >
      <TextField
        id={id}
        dir="ltr"
        value={text}
        placeholder={t('settings.ffmpeg.auto')}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        className="w-full font-mono"
      />
      <p className="mt-1 min-h-5 text-muted text-sm">
        {report !== undefined &&
          (version === null ? (
            <StatusMark tone="needs">{t('settings.ffmpeg.missing')}</StatusMark>
          ) : (
            t('settings.ffmpeg.found', { version, source: report.ffmpegSource ?? '' })
          ))}
      </p>
    </form>
  )
}

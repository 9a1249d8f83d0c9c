import type { ComponentType } from 'react'
import type { SettingKey, Settings } from '../../../shared/contract/settings.ts'
import type { Formatters } from '../../i18n/format.ts'
import type { MessageKey } from '../../i18n/messages/en.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { SettingsSection } from '../../router/routes.ts'
import { CapControl, capText, PerMinuteControl } from './assistant/limit-controls.tsx'
import { ProvidersPanel } from './assistant/providers-panel.tsx'
import { UsagePanel } from './assistant/usage-panel.tsx'
import { Backups } from './backups.tsx'
import { choiceControl } from './choice-control.tsx'
import type { ControlProps } from './control-props.ts'
import { FfmpegControl } from './ffmpeg-control.tsx'
import { MaxBytesControl } from './max-bytes-control.tsx'
import { Privacy } from './privacy.tsx'
import { QuietHoursControl } from './quiet-hours-control.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { switchControl } from './switch-control.tsx'
import { ThreadsControl } from './threads-control.tsx'
import { ThumbnailControl } from './thumbnail-control.tsx'

export type SettingControl = {
  type: 'setting'
  id: SettingKey
  section: SettingsSection
  label: MessageKey
  hint?: MessageKey
  Control: ComponentType<ControlProps>
  /** The value of this setting among all, as people read it. */
  show(values: Settings, t: Translate, format: Formatters): string
}

type SettingPanel = {
  type: 'panel'
  id: string
  section: SettingsSection
  label: MessageKey
  hint?: MessageKey
  Panel: ComponentType
}

export type SettingItem = SettingControl | SettingPanel

/** Every setting there is, in the order of the page. */
export const settingItems: readonly SettingItem[] = [
  {
    type: 'setting',
    id: 'appearance.theme',
    section: 'appearance',
    label: 'settings.theme',
    hint: 'settings.theme.hint',
    Control: choiceControl('appearance.theme', ['system', 'light', 'dark'], (value) => `settings.theme.${value}`),
    show: (values, t) => t(`settings.theme.${values['appearance.theme']}`),
  },
  {
    type: 'setting',
    id: 'appearance.contrast',
    section: 'appearance',
    label: 'settings.contrast',
    hint: 'settings.contrast.hint',
    Control: choiceControl(
      'appearance.contrast',
      ['system', 'normal', 'high'],
      (value) => `settings.contrast.${value}`,
    ),
    show: (values, t) => t(`settings.contrast.${values['appearance.contrast']}`),
  },
  {
    type: 'setting',
    id: 'appearance.motion',
    section: 'appearance',
    label: 'settings.motion',
    hint: 'settings.motion.hint',
    Control: choiceControl('appearance.motion', ['system', 'full', 'reduced'], (value) => `settings.motion.${value}`),
    show: (values, t) => t(`settings.motion.${values['appearance.motion']}`),
  },
  {
    type: 'setting',
    id: 'appearance.locale',
    section: 'appearance',
    label: 'settings.locale',
    hint: 'settings.locale.hint',
    Control: choiceControl(
      'appearance.locale',
      ['system', 'en', 'en-XA', 'ar-XB'],
      (value) => `settings.locale.${value}`,
      'list',
    ),
    show: (values, t) => t(`settings.locale.${values['appearance.locale']}`),
  },
  {
    type: 'setting',
    id: 'appearance.thumbnailSize',
    section: 'appearance',
    label: 'settings.thumbnails',
    hint: 'settings.thumbnails.hint',
    Control: ThumbnailControl,
    show: (values, t, format) => t('settings.pixels', { count: format.number(values['appearance.thumbnailSize']) }),
  },
  {
    type: 'setting',
    id: 'library.view',
    section: 'appearance',
    label: 'settings.view',
    hint: 'settings.view.hint',
    Control: choiceControl('library.view', ['grid', 'list'], (value) => `settings.view.${value}`),
    show: (values, t) => t(`settings.view.${values['library.view']}`),
  },
  {
    type: 'setting',
    id: 'intake.maxFileBytes',
    section: 'intake',
    label: 'settings.maxBytes',
    hint: 'settings.maxBytes.hint',
    Control: MaxBytesControl,
    show: (values, _t, format) => format.bytes(values['intake.maxFileBytes']),
  },
  {
    type: 'setting',
    id: 'intake.computeThreads',
    section: 'intake',
    label: 'settings.threads',
    hint: 'settings.threads.hint',
    Control: ThreadsControl,
    show: (values, t) =>
      values['intake.computeThreads'] === 0
        ? t('settings.threads.auto')
        : t('settings.threads.some', { count: values['intake.computeThreads'] }),
  },
  {
    type: 'setting',
    id: 'media.ffmpegPath',
    section: 'media',
    label: 'settings.ffmpeg',
    hint: 'settings.ffmpeg.hint',
    Control: FfmpegControl,
    show: (values, t) => (values['media.ffmpegPath'] === '' ? t('settings.ffmpeg.auto') : values['media.ffmpegPath']),
  },
  {
    type: 'setting',
    id: 'work.paused',
    section: 'background',
    label: 'settings.paused',
    hint: 'settings.paused.hint',
    Control: switchControl('work.paused'),
    show: (values, t) => t(`settings.switch.${values['work.paused'] ? 'on' : 'off'}`),
  },
  {
    type: 'setting',
    id: 'work.gentle',
    section: 'background',
    label: 'settings.gentle',
    hint: 'settings.gentle.hint',
    Control: switchControl('work.gentle'),
    show: (values, t) => t(`settings.switch.${values['work.gentle'] ? 'on' : 'off'}`),
  },
  {
    type: 'setting',
    id: 'work.onBattery',
    section: 'background',
    label: 'settings.battery',
    hint: 'settings.battery.hint',
    Control: choiceControl('work.onBattery', ['full', 'gentle', 'pause'], (value) => `settings.battery.${value}`),
    show: (values, t) => t(`settings.battery.${values['work.onBattery']}`),
  },
  {
    type: 'setting',
    id: 'work.quietHours',
    section: 'background',
    label: 'settings.quiet',
    hint: 'settings.quiet.hint',
    Control: QuietHoursControl,
    show: (values, t) => values['work.quietHours'] || t('settings.quiet.none'),
  },
  {
    type: 'panel',
    id: 'providers',
    section: 'assistant',
    label: 'providers.title',
    hint: 'providers.hint',
    Panel: ProvidersPanel,
  },
  {
    type: 'setting',
    id: 'assistant.cloudAfterLocal',
    section: 'assistant',
    label: 'providers.cloud',
    hint: 'providers.cloud.hint',
    Control: switchControl('assistant.cloudAfterLocal'),
    show: (values, t) => t(`settings.switch.${values['assistant.cloudAfterLocal'] ? 'on' : 'off'}`),
  },
  {
    type: 'setting',
    id: 'assistant.monthlyCapCents',
    section: 'assistant',
    label: 'providers.cap',
    hint: 'providers.cap.hint',
    Control: CapControl,
    show: (values, t, format) => capText(values['assistant.monthlyCapCents'], t, format),
  },
  {
    type: 'setting',
    id: 'assistant.perMinute',
    section: 'assistant',
    label: 'providers.perMinute',
    hint: 'providers.perMinute.hint',
    Control: PerMinuteControl,
    show: (values, _t, format) => format.number(values['assistant.perMinute']),
  },
  {
    type: 'setting',
    id: 'assistant.textEmbeddings',
    section: 'assistant',
    label: 'providers.texts',
    hint: 'providers.texts.hint',
    Control: switchControl('assistant.textEmbeddings'),
    show: (values, t) => t(`settings.switch.${values['assistant.textEmbeddings'] ? 'on' : 'off'}`),
  },
  {
    type: 'panel',
    id: 'usage',
    section: 'assistant',
    label: 'providers.usage',
    Panel: UsagePanel,
  },
  {
    type: 'setting',
    id: 'backup.schedule',
    section: 'backups',
    label: 'backups.schedule',
    hint: 'backups.schedule.hint',
    Control: choiceControl('backup.schedule', ['daily', 'off'], (value) => `backups.schedule.${value}`),
    show: (values, t) => t(`backups.schedule.${values['backup.schedule']}`),
  },
  { type: 'panel', id: 'backups', section: 'backups', label: 'backups.title', hint: 'backups.hint', Panel: Backups },
  {
    type: 'panel',
    id: 'privacy',
    section: 'privacy',
    label: 'settings.privacy.title',
    hint: 'settings.privacy.body',
    Panel: Privacy,
  },
  { type: 'panel', id: 'shortcuts', section: 'shortcuts', label: 'keys.title', hint: 'keys.hint', Panel: Shortcuts },
]

/** Hours of the day as minutes since local midnight. */
export type QuietHours = { from: number; to: number }

const pattern = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/

/** `22:00-07:30`; '' for none. */
export const quietHoursPattern = /^$|^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/

/** Null for '' and for anything that is not of the form. */
export function parseQuietHours(text: string): QuietHours | null {
  const [, fromHour, fromMinute, toHour, toMinute] = pattern.exec(text) ?? []
  if (fromHour === undefined) return null
  return { from: Number(fromHour) * 60 + Number(fromMinute), to: Number(toHour) * 60 + Number(toMinute) }
}

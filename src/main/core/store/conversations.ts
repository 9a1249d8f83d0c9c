import type { ReadStore, WriteStore } from './handles.ts'
import { indexedText, textMatch } from './search-text.ts'
import { titleKey } from './title-key.ts'

// Conversations as rows; what a message's body means is the assistant's business.

export type ConversationRow = {
  id: string
  title: string
  created_at: number
  updated_at: number
}
export type MessageRow = { row: number; id: string; role: 'person' | 'assistant'; at: number; body: string }

const columns = 'id, title, created_at, updated_at'

export function insertConversation(write: WriteStore, made: { id: string; title: string; at: number }): void {
  write
    .command('INSERT INTO conversation (id, title, title_key, created_at, updated_at) VALUES (?, ?, ?, ?, ?)')
    .run(made.id, made.title, titleKey(made.title), made.at, made.at)
}

/** Undefined for one that is not there, or was removed. */
export function findConversation(read: ReadStore, id: string): ConversationRow | undefined {
  return read.query<ConversationRow>(`SELECT ${columns} FROM conversation WHERE id = ? AND removed_at IS NULL`).get(id)
}

export type ConversationPlace = { updatedAt: number; id: string }

/** Newest first, after a place; with words, those that have all of them in their title, or in their messages. */
export function conversationPage(
  read: ReadStore,
  words: readonly string[],
  after: ConversationPlace | null,
  limit: number,
): ConversationRow[] {
  const where = ['removed_at IS NULL']
  const values: (string | number)[] = []
  if (after !== null) {
    where.push('(updated_at, id) < (?, ?)')
    values.push(after.updatedAt, after.id)
  }
  for (const word of words) {
    const key = titleKey(word)
    const match = textMatch(key)
    const inMessages = `EXISTS (SELECT 1 FROM conversation_message AS m
      WHERE m.conversation_id = conversation.id AND m.replaced_at IS NULL
        AND m.row IN (SELECT rowid FROM conversation_fts WHERE conversation_fts MATCH ?))`
    where.push(match === null ? 'instr(title_key, ?) > 0' : `(instr(title_key, ?) > 0 OR ${inMessages})`)
    values.push(key, ...(match === null ? [] : [match]))
  }
  return read
    .query<ConversationRow>(
      `SELECT ${columns} FROM conversation WHERE ${where.join(' AND ')} ORDER BY updated_at DESC, id DESC LIMIT ?`,
    )
    .all(...values, limit)
}

export function renameConversation(write: WriteStore, id: string, title: string): void {
  write.command('UPDATE conversation SET title = ?, title_key = ? WHERE id = ?').run(title, titleKey(title), id)
}

export function touchConversation(write: WriteStore, id: string, at: number): void {
  write.command('UPDATE conversation SET updated_at = ? WHERE id = ?').run(at, id)
}

/** Null puts it back. Returns whether anything changed. */
export function setConversationRemoved(write: WriteStore, id: string, at: number | null): boolean {
  return (
    write
      .command('UPDATE conversation SET removed_at = ? WHERE id = ? AND (removed_at IS NULL) <> (? IS NULL)')
      .run(at, id, at).changes === 1
  )
}

/** In the order in which they were said, without those that were replaced. */
export function messagesOf(read: ReadStore, conversationId: string): MessageRow[] {
  return read
    .query<MessageRow>(
      'SELECT row, id, role, at, body FROM conversation_message WHERE conversation_id = ? AND replaced_at IS NULL ORDER BY row',
    )
    .all(conversationId)
}

/** `words` is what a search looks through. */
export function insertMessage(
  write: WriteStore,
  message: {
    id: string
    conversationId: string
    role: 'person' | 'assistant'
    at: number
    body: string
    words: string
  },
): void {
  const { lastInsertRowid } = write
    .command('INSERT INTO conversation_message (id, conversation_id, role, at, body) VALUES (?, ?, ?, ?, ?)')
    .run(message.id, message.conversationId, message.role, message.at, message.body)
  index(write, Number(lastInsertRowid), message.words)
}

export function updateMessage(write: WriteStore, id: string, body: string, words: string | null): void {
  write.command('UPDATE conversation_message SET body = ? WHERE id = ?').run(body, id)
  const row = write.query<{ row: number }>('SELECT row FROM conversation_message WHERE id = ?').get(id)?.row
  if (row !== undefined && words !== null) index(write, row, words)
}

function index(write: WriteStore, row: number, words: string): void {
  write.command('DELETE FROM conversation_fts WHERE rowid = ?').run(row)
  if (words !== '') {
    write.command('INSERT INTO conversation_fts (rowid, body) VALUES (?, ?)').run(row, indexedText(words))
  }
}

/** Conversations of the library that is attached as `backup`, where they are lacking here, and their messages; those can be searched. */
export function mergeConversations(write: WriteStore): void {
  write.command('INSERT OR IGNORE INTO main.conversation SELECT * FROM backup.conversation').run()
  const added = write
    .returning<{ row: number; words: string | null }>(
      `INSERT OR IGNORE INTO main.conversation_message (id, conversation_id, role, at, body, replaced_at)
       SELECT id, conversation_id, role, at, body, replaced_at FROM backup.conversation_message ORDER BY row
       RETURNING row, (SELECT group_concat(value, ' ') FROM json_tree(body) WHERE key = 'text') AS words`,
    )
    .all()
  for (const { row, words } of added) index(write, row, words ?? '')
}

/** A message and all after it. Returns how many there were. */
export function replaceFrom(write: WriteStore, conversationId: string, messageId: string, at: number): number {
  return write
    .command(
      `UPDATE conversation_message SET replaced_at = ? WHERE conversation_id = ? AND replaced_at IS NULL
         AND row >= (SELECT row FROM conversation_message WHERE id = ? AND conversation_id = ?)`,
    )
    .run(at, conversationId, messageId, conversationId).changes
}

/** Forgets conversations removed before a moment. Returns how many. */
export function purgeConversations(write: WriteStore, before: number): number {
  const gone = 'SELECT id FROM conversation WHERE removed_at IS NOT NULL AND removed_at < ?'
  write
    .command(
      `DELETE FROM conversation_fts WHERE rowid IN (SELECT row FROM conversation_message WHERE conversation_id IN (${gone}))`,
    )
    .run(before)
  write.command(`DELETE FROM conversation_message WHERE conversation_id IN (${gone})`).run(before)
  return write.command('DELETE FROM conversation WHERE removed_at IS NOT NULL AND removed_at < ?').run(before).changes
}

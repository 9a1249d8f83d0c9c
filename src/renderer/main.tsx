import './no-eval.ts'
import './styles/main.css'
import { createRoot } from 'react-dom/client'
import { App } from './frame/app.tsx'
import { applyAppearance, rememberedChoice, resolveAppearance, systemPreference } from './state/appearance.ts'
import { createTransport } from './state/connection.ts'
import { connectToCore } from './transport/connect-to-core.ts'

applyAppearance(resolveAppearance(rememberedChoice(), systemPreference()))

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(<App transport={createTransport(connectToCore())} />)

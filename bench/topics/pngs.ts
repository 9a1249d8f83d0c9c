export { runSmall as run } from './photos.ts'

import { powerMonitor } from 'electron'
import { toFailure } from '../../../shared/contract/errors.ts'
import type { Logger } from '../../core/log/logger.ts'
import type { ElectronCore } from './electron-core.ts'

/** Tells the core when the machine goes on and off its battery. */
export function followPower(core: Pick<ElectronCore, 'setPower'>, logger: Logger): void {
  const tell = (onBattery: boolean) => {
    core
      .setPower(onBattery)
      .catch((thrown: unknown) =>
        logger.log('warn', 'host.power-not-told', { detail: toFailure(thrown).detail ?? null }),
      )
  }
  powerMonitor.on('on-battery', () => tell(true))
  powerMonitor.on('on-ac', () => tell(false))
  // Mains are what the core expects.
  if (powerMonitor.onBatteryPower) tell(true)
}

import type { ReactNode } from 'react'
import { Component } from 'react'
import { ErrorState } from '../components/error-state.tsx'

/** A screen that cannot be drawn leaves the frame standing and says why. */
export class ScreenGuard extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    return error === null ? (
      this.props.children
    ) : (
      <ErrorState error={error} onRetry={() => this.setState({ error: null })} />
    )
  }
}

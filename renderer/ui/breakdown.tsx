import { Component, type ReactNode } from 'react';
import { translate } from './messages';

/** Stands between a bug in a room and an empty window: says that the work is safe and starts the page anew on one key. */
export class Breakdown extends Component<Readonly<{ children: ReactNode }>, Readonly<{ broken: boolean }>> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="threshold">
        <section className="threshold-card" role="alert">
          <h1>{translate('breakdown.title')}</h1>
          <p>{translate('breakdown.text')}</p>
          <button type="button" autoFocus className="button-main" onClick={() => location.reload()}>{translate('breakdown.again')}</button>
        </section>
      </main>
    );
  }
}

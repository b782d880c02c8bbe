import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Batch } from '../../shared/domain/batch';
import type { Item } from '../../shared/domain/item';
import { useDesk } from '../store/desk-state';
import { KeyChord } from '../ui/key-chord';
import { useMessages } from '../ui/messages';
import { decodedPage, readyPage, type DecodedPage } from './decoded-pages';
import { drawPage } from './draw-page';
import { useSourceRetry } from './source-retry';
import { noteShown, noteZoom, useSourceView } from './source-view';

/** A page that is ready within this is drawn without a word of loading in between. */
const PATIENCE_MS = 250;

type Shown = Readonly<{ hash: string; decoded: DecodedPage }>;

/**
 * The source of an item. A page that was decoded ahead is drawn in the same frame as the form beside it; never is one
 * item's source shown beside another's form. Only a page that takes long is announced.
 */
export function SourceViewer({ item, batch }: Readonly<{ item: Item; batch: Batch }>) {
  const retry = useSourceRetry((s) => s.times);
  const pageIndex = useSourceView((s) => s.pageIndex);
  const page = item.pages[Math.min(pageIndex, item.pages.length - 1)];
  const online = useDesk((s) => s.status?.link === 'online');
  const [shown, setShown] = useState<Shown | null>(null);
  const [waiting, setWaiting] = useState(false);
  useEffect(() => {
    if (page === undefined) return undefined;
    let current = true;
    const timer = setTimeout(() => setWaiting(true), PATIENCE_MS);
    void decodedPage(batch, page).then((decoded) => {
      clearTimeout(timer);
      if (!current) return;
      setWaiting(false);
      setShown({ hash: page.hash, decoded });
    });
    return () => {
      current = false;
      clearTimeout(timer);
    };
    // A source that was not to be had may come with the link.
  }, [batch, page, retry, online]);
  const decoded = page && (readyPage(page.hash) ?? (shown?.hash === page.hash ? shown.decoded : undefined));
  return (
    <div className="source" data-testid="source">
      <div className="source-frame">
        {decoded?.kind === 'picture' && page !== undefined && <Picture bitmap={decoded.bitmap} hash={page.hash} label={item.source} />}
        <SourceTrouble decoded={decoded} waiting={waiting && decoded === undefined} online={online} />
      </div>
      <SourceHints pageCount={item.pages.length} />
    </div>
  );
}

function Picture({ bitmap, hash, label }: Readonly<{ bitmap: ImageBitmap; hash: string; label: string }>) {
  const { t } = useMessages();
  const view = useSourceView();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [frame, setFrame] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    const box = canvas.current?.parentElement;
    if (!box) return undefined;
    const observer = new ResizeObserver(() => setFrame({ width: box.clientWidth, height: box.clientHeight }));
    setFrame({ width: box.clientWidth, height: box.clientHeight });
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (canvas.current === null || frame === null) return;
    noteZoom(drawPage(canvas.current, bitmap, view, frame, window.devicePixelRatio));
    noteShown(hash);
  }, [bitmap, hash, view, frame]);
  return <canvas ref={canvas} className="source-picture" role="img" aria-label={t('source.picture', { name: label })} />;
}

function SourceTrouble({ decoded, waiting, online }: Readonly<{ decoded: DecodedPage | undefined; waiting: boolean; online: boolean }>) {
  const { t } = useMessages();
  if (waiting) return <p className="source-word" role="status">{t('source.loading')}</p>;
  if (decoded === undefined || decoded.kind === 'picture') return null;
  const text = decoded.kind === 'unreadable' ? t('source.unreadable') : t(online ? 'source.missing' : 'source.offline');
  return (
    <p className="source-word" role="alert">
      {text} <KeyChord words={['Alt', 'L']} /> {t('source.tryAgain')}
    </p>
  );
}

function SourceHints({ pageCount }: Readonly<{ pageCount: number }>) {
  const { t } = useMessages();
  const { pageIndex, zoom, fit } = useSourceView();
  return (
    <div className="source-hints">
      <span>{t('source.page', { page: pageIndex + 1, count: pageCount })}</span>
      <span>{Math.round(zoom * 100)} %{fit === 'free' ? '' : ` · ${t(fit === 'width' ? 'source.fitWidth' : 'source.fitPage')}`}</span>
      <span><KeyChord words={['Alt', '←↑↓→']} /> {t('source.pan')} <KeyChord words={['Alt', '+ −']} /> {t('source.zoom')} <KeyChord words={['Alt', 'R']} /> {t('source.rotate')}</span>
    </div>
  );
}

import { useCallback, useLayoutEffect, useRef, type ComponentProps } from 'react';

type BoxProps = Readonly<Omit<ComponentProps<'textarea'>, 'ref'> & { ref: (box: HTMLTextAreaElement | null) => void }>;

/** A box of two lines that grows with what is in it, so that a long text can be proof-read at a glance. */
export function GrowingBox({ ref, ...box }: BoxProps) {
  const own = useRef<HTMLTextAreaElement | null>(null);
  const take = useCallback((found: HTMLTextAreaElement | null) => {
    own.current = found;
    ref(found);
  }, [ref]);
  useLayoutEffect(() => {
    if (own.current === null) return;
    const { style } = own.current;
    style.height = 'auto';
    style.height = `${own.current.scrollHeight + own.current.offsetHeight - own.current.clientHeight}px`;
  }, [box.value]);
  return <textarea rows={2} {...box} ref={take} />;
}

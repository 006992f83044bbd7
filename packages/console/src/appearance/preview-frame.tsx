import { useEffect, useRef, useState } from 'react';
import classes from './appearance-form.module.css';
import { useFocusKept } from './use-focus-kept.ts';

/** What the page in the frame is told; public/preview.js reads it. */
export interface Shown {
  readonly key: string;
  readonly chatbotId: string;
  /** What the visitor's system asks for. */
  readonly scheme: 'light' | 'dark';
  /** Whether the widget goes by that. */
  readonly followsSystem: boolean;
}

export interface PreviewRefusal {
  readonly code: string;
  readonly detail: string;
}

type Told = { what: 'waiting' | 'ready' } | ({ what: 'error' } & PreviewRefusal);

interface PreviewFrameProps {
  title: string;
  shown: Shown;
  onRefusal: (refusal: PreviewRefusal | null) => void;
}

/** A page of its own, so that the chat stands, floats and fills as it does with a visitor. */
export function PreviewFrame({ title, shown, onRefusal }: PreviewFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [waiting, setWaiting] = useState(false);
  const message = JSON.stringify(shown);
  useFocusKept(frame, waiting);
  useEffect(() => {
    const hear = ({ source, origin, data }: MessageEvent) => {
      if (source !== frame.current?.contentWindow || origin !== location.origin) return;
      const told = data as Told;
      if (told.what === 'waiting') setWaiting(true);
      if (told.what === 'ready') onRefusal(null);
      if (told.what === 'error') onRefusal(told);
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, [onRefusal]);
  useEffect(() => {
    if (waiting) frame.current?.contentWindow?.postMessage(JSON.parse(message), location.origin);
  }, [waiting, message]);
  return <iframe ref={frame} className={classes['frame']} src="/console/preview.html" title={title} />;
}

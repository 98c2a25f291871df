import { useEffect, useState } from 'react';

/** Says that something is being read, but only once that takes long enough to be noticed. */
export function Loading({ what = 'Loading…' }: { what?: string }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="faint" style={{ padding: '20px 0' }} role="status">
      {shown ? what : ''}
    </div>
  );
}

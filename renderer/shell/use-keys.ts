import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { bridge } from '../connection/bridge.ts';
import type { Commands } from './commands.ts';
import { openPalette } from './palette-store.ts';
import { places } from './places.ts';

/** Keys that work everywhere, and the native menu's orders, which are the same by another way. */
export function useKeys(commands: Commands): void {
  const navigate = useNavigate();

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.defaultPrevented) return;
      const place = places[Number(event.key) - 1];
      // With caps lock on, the letters are capitals.
      const key = event.key.toLowerCase();
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable=true]');
      if (place) void navigate({ to: place.to });
      else if (key === 'k') openPalette();
      // A browser keeps mod+N for itself; where it does let us have it, it is ours.
      else if (key === 'n') commands.newCampaign();
      // In rich text mod+I is italic.
      else if (key === 'i' && !typing) commands.importContacts();
      else if (key === ',') commands.settings();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [navigate, commands]);

  useEffect(
    () =>
      bridge?.onCommand((command) => {
        const place = places.find(({ label }) => command === `go-${label.toLowerCase().replace(' ', '-')}`);
        if (place) void navigate({ to: place.to });
        else if (command === 'search') openPalette();
        else if (command === 'new-campaign') commands.newCampaign();
        else if (command === 'import') commands.importContacts();
        else if (command === 'settings') commands.settings();
      }),
    [navigate, commands],
  );
}

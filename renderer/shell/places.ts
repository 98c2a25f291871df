import {
  IconChartLine,
  IconCode,
  IconHome,
  IconInbox,
  IconLayout,
  IconMail,
  IconSettings,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';

export type PlaceKey = 'home' | 'campaigns' | 'contacts' | 'templates' | 'reports' | 'inbox' | 'scripts' | 'settings';
export type Place = {
  key: PlaceKey;
  to: '/home' | '/campaigns' | '/contacts' | '/templates' | '/reports' | '/inbox' | '/scripts' | '/settings';
  label: string;
  icon: TablerIcon;
  /** Other beginnings of addresses that belong here. */
  also?: string[];
  apart?: boolean;
  /** Other words that the palette finds it by. */
  keywords?: string;
};

/** The rail from top to bottom; their order is that of the shortcuts mod+1 … mod+8. */
export const places: Place[] = [
  { key: 'home', to: '/home', label: 'Home', icon: IconHome },
  { key: 'campaigns', to: '/campaigns', label: 'Campaigns', icon: IconMail },
  { key: 'contacts', to: '/contacts', label: 'Contacts', icon: IconUsers, also: ['/imports'] },
  { key: 'templates', to: '/templates', label: 'Templates', icon: IconLayout },
  { key: 'reports', to: '/reports', label: 'Reports', icon: IconChartLine },
  { key: 'inbox', to: '/inbox', label: 'Test inbox', icon: IconInbox, apart: true },
  {
    key: 'scripts',
    to: '/scripts',
    label: 'Scripts',
    icon: IconCode,
    keywords: 'developers api keys curl webhooks requests audit',
  },
  {
    key: 'settings',
    to: '/settings',
    label: 'Settings',
    icon: IconSettings,
    keywords: 'smtp account sending brand public address',
  },
];

/** Which place an address belongs to. */
export const placeOf = (pathname: string): PlaceKey | undefined =>
  places.find(({ to, also = [] }) => [to, ...also].some((start) => pathname === start || pathname.startsWith(`${start}/`)))?.key;

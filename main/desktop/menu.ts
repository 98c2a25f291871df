import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';

/** What the menu asks of the page; the page knows where each leads. */
export type MenuCommand = 'new-campaign' | 'import' | 'settings' | 'search' | 'undo' | 'redo' | `go-${string}`;

const PLACES = ['Home', 'Campaigns', 'Contacts', 'Templates', 'Reports', 'Test inbox'] as const;

export function installMenu(window: () => BrowserWindow | null): void {
  const mac = process.platform === 'darwin';
  const send = (command: MenuCommand) => () => window()?.webContents.send('letterpress:command', command);
  const settings: MenuItemConstructorOptions = { label: 'Settings…', accelerator: 'CmdOrCtrl+,', click: send('settings') };
  const template: MenuItemConstructorOptions[] = [
    ...(mac
      ? [
          {
            label: app.name,
            submenu: [
              { role: 'about' },
              { type: 'separator' },
              settings,
              { type: 'separator' },
              { role: 'services' },
              { role: 'hide' },
              { role: 'hideOthers' },
              { role: 'unhide' },
              { type: 'separator' },
              { role: 'quit' },
            ],
          } satisfies MenuItemConstructorOptions,
        ]
      : []),
    {
      label: 'File',
      submenu: [
        { label: 'New campaign', accelerator: 'CmdOrCtrl+N', click: send('new-campaign') },
        { label: 'Import contacts…', accelerator: 'CmdOrCtrl+I', click: send('import') },
        { type: 'separator' },
        ...(mac ? [{ role: 'close' } as const] : [settings, { type: 'separator' } as const, { role: 'quit' } as const]),
      ],
    },
    {
      label: 'Edit',
      // The page's own undo covers the design; in a text field it is the field's.
      submenu: [
        { label: 'Undo', accelerator: 'CmdOrCtrl+Z', registerAccelerator: false, click: send('undo') },
        { label: 'Redo', accelerator: mac ? 'Cmd+Shift+Z' : 'Ctrl+Y', registerAccelerator: false, click: send('redo') },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'pasteAndMatchStyle' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'Go',
      submenu: [
        { label: 'Search and commands', accelerator: 'CmdOrCtrl+K', click: send('search') },
        { type: 'separator' },
        ...PLACES.map((place, index) => ({
          label: place,
          accelerator: `CmdOrCtrl+${index + 1}`,
          click: send(`go-${place.toLowerCase().replace(' ', '-')}`),
        })),
      ],
    },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

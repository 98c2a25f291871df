/** The keys of the page and of the outline, for the list that `?` opens. `mod` is Ctrl, or ⌘ on a Mac. */
export const keyGroups: readonly { title: string; keys: readonly { keys: readonly string[]; does: string }[] }[] = [
  {
    title: 'Choose',
    keys: [
      { keys: ['↑', '↓'], does: 'The block before or after' },
      { keys: ['Home', 'End'], does: 'The first or last block' },
      { keys: ['Esc'], does: 'What the block is in, then nothing' },
      { keys: ['shift+↑', 'shift+↓'], does: 'One more, or one less' },
      { keys: ['mod+A'], does: 'Everything beside it, then everything' },
    ],
  },
  {
    title: 'Write',
    keys: [
      { keys: ['/'], does: 'Add a block' },
      { keys: ['Enter'], does: 'Edit its words, or its properties' },
      { keys: ['Esc'], does: 'Leave the words' },
      { keys: ['mod+B', 'mod+I', 'mod+U'], does: 'Bold, italic, underlined' },
      { keys: ['mod+K'], does: 'Link' },
    ],
  },
  {
    title: 'Move',
    keys: [
      { keys: ['alt+↑', 'alt+↓'], does: 'Up or down' },
      { keys: ['alt+←', 'alt+→'], does: 'From column to column, into them and out' },
      { keys: ['alt+shift+→'], does: 'Into the section or columns beside it' },
      { keys: ['alt+shift+←'], does: 'Out of what it is in' },
    ],
  },
  {
    title: 'Change',
    keys: [
      { keys: ['mod+C', 'mod+X', 'mod+V'], does: 'Copy, cut, paste, also in another window' },
      { keys: ['mod+D'], does: 'Duplicate' },
      { keys: ['Delete'], does: 'Remove' },
      { keys: ['mod+shift+L'], does: 'Lock or unlock' },
      { keys: ['mod+Z', 'mod+shift+Z'], does: 'Undo, redo' },
    ],
  },
  {
    title: 'Look',
    keys: [
      { keys: ['mod++', 'mod+-'], does: 'Larger, smaller' },
      { keys: ['mod+0'], does: 'As large as it is sent' },
      { keys: ['?'], does: 'This list' },
    ],
  },
];

/** What a screen reader says of the page. */
export const KEYS_IN_SHORT =
  'Arrow keys choose a block, with Shift several. Enter edits its words, Escape leaves them, or goes to what the block is in. ' +
  'Alt with arrow keys moves it, also into columns and sections and out. Slash adds a block, Delete removes. Question mark lists all keys.';

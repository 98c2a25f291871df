import type {
  ActionIcon,
  Alert,
  Autocomplete,
  Button,
  Checkbox,
  Combobox,
  Drawer,
  Fieldset,
  Input,
  InputWrapper,
  Kbd,
  Loader,
  MantineThemeComponents,
  Menu,
  Modal,
  MultiSelect,
  Notification,
  NumberInput,
  Paper,
  PasswordInput,
  Popover,
  Radio,
  SegmentedControl,
  Select,
  Skeleton,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import classes from './components.module.css';

/**
 * What a component may be given, checked by its type alone: `extend` of the component itself says the same, and would bring
 * every component into what is loaded first.
 */
type Look<Component extends { extend: (look: never) => unknown }> = Parameters<Component['extend']>[0];

const instant = { transitionProps: { duration: 0 } };
/** The list of choices scrolls itself, so that a screen reader may follow. */
const choices = {
  defaultProps: { size: 'sm', withScrollArea: false, comboboxProps: instant },
  classNames: { options: classes.options },
} as const;

/** How the component library looks here: 32-pixel controls, hairlines, shadows only under what floats. */
export const components: MantineThemeComponents = {
  Button: {
    defaultProps: { variant: 'default', size: 'sm' },
    classNames: { root: classes.button, section: classes.buttonSection, label: classes.buttonLabel },
  } satisfies Look<typeof Button>,
  ActionIcon: { defaultProps: { variant: 'subtle', size: 'md' }, classNames: { root: classes.actionIcon } } satisfies Look<
    typeof ActionIcon
  >,
  Input: { classNames: { wrapper: classes.inputWrapper, input: classes.input, section: classes.inputSection } } satisfies Look<
    typeof Input
  >,
  InputWrapper: {
    classNames: { label: classes.label, description: classes.description, error: classes.error },
  } satisfies Look<typeof InputWrapper>,
  TextInput: { defaultProps: { size: 'sm' } } satisfies Look<typeof TextInput>,
  NumberInput: { defaultProps: { size: 'sm' } } satisfies Look<typeof NumberInput>,
  PasswordInput: { defaultProps: { size: 'sm' } } satisfies Look<typeof PasswordInput>,
  Textarea: { classNames: { input: classes.textarea } } satisfies Look<typeof Textarea>,
  Select: { ...choices, defaultProps: { ...choices.defaultProps, checkIconPosition: 'right' } } satisfies Look<typeof Select>,
  MultiSelect: choices satisfies Look<typeof MultiSelect>,
  Autocomplete: choices satisfies Look<typeof Autocomplete>,
  TagsInput: choices satisfies Look<typeof TagsInput>,
  Combobox: {
    defaultProps: { shadow: 'md', ...instant },
    classNames: { dropdown: classes.dropdown, option: classes.option },
  } satisfies Look<typeof Combobox>,
  Menu: {
    defaultProps: { shadow: 'md', ...instant },
    classNames: { dropdown: classes.dropdown, item: classes.option, label: classes.menuLabel },
  } satisfies Look<typeof Menu>,
  Popover: { defaultProps: { shadow: 'md', ...instant }, classNames: { dropdown: classes.dropdown } } satisfies Look<
    typeof Popover
  >,
  Tooltip: {
    defaultProps: { openDelay: 350, withArrow: false, ...instant },
    classNames: { tooltip: classes.tooltip },
  } satisfies Look<typeof Tooltip>,
  Modal: {
    defaultProps: {
      ...instant,
      overlayProps: { color: 'var(--veil)', backgroundOpacity: 1, blur: 0 },
      shadow: 'md',
      radius: 'lg',
      closeButtonProps: { 'aria-label': 'Close' },
    },
    classNames: { content: classes.modal, header: classes.modalHeader, title: classes.modalTitle, body: classes.modalBody },
  } satisfies Look<typeof Modal>,
  Drawer: { classNames: { title: classes.modalTitle } } satisfies Look<typeof Drawer>,
  Notification: {
    defaultProps: { withBorder: true, closeButtonProps: { 'aria-label': 'Close' } },
    classNames: { root: classes.notification, title: classes.notificationTitle, description: classes.notificationText },
  } satisfies Look<typeof Notification>,
  Checkbox: { defaultProps: { size: 'xs' }, classNames: { input: classes.check, label: classes.checkLabel } } satisfies Look<
    typeof Checkbox
  >,
  Radio: { defaultProps: { size: 'xs' }, classNames: { radio: classes.check, label: classes.checkLabel } } satisfies Look<
    typeof Radio
  >,
  Switch: { defaultProps: { size: 'sm' }, classNames: { track: classes.track, label: classes.checkLabel } } satisfies Look<
    typeof Switch
  >,
  SegmentedControl: {
    defaultProps: { size: 'sm', transitionDuration: 120 },
    classNames: { root: classes.segments, indicator: classes.segment, label: classes.segmentLabel },
  } satisfies Look<typeof SegmentedControl>,
  Paper: { defaultProps: { withBorder: true, radius: 'lg' }, classNames: { root: classes.paper } } satisfies Look<typeof Paper>,
  Fieldset: { classNames: { root: classes.paper } } satisfies Look<typeof Fieldset>,
  Alert: { defaultProps: { variant: 'light' } } satisfies Look<typeof Alert>,
  Kbd: { classNames: { root: classes.kbd } } satisfies Look<typeof Kbd>,
  Loader: { defaultProps: { size: 'sm', type: 'dots' } } satisfies Look<typeof Loader>,
  Skeleton: { defaultProps: { radius: 'sm' } } satisfies Look<typeof Skeleton>,
};

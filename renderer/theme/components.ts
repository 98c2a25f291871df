import {
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
  type MantineThemeComponents,
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

const instant = { transitionProps: { duration: 0 } };
/** The list of choices scrolls itself, so that a screen reader may follow. */
const choices = {
  defaultProps: { size: 'sm', withScrollArea: false, comboboxProps: instant },
  classNames: { options: classes.options },
} as const;

/** How the component library looks here: 32-pixel controls, hairlines, shadows only under what floats. */
export const components: MantineThemeComponents = {
  Button: Button.extend({
    defaultProps: { variant: 'default', size: 'sm' },
    classNames: { root: classes.button, section: classes.buttonSection, label: classes.buttonLabel },
  }),
  ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', size: 'md' }, classNames: { root: classes.actionIcon } }),
  Input: Input.extend({ classNames: { wrapper: classes.inputWrapper, input: classes.input, section: classes.inputSection } }),
  InputWrapper: InputWrapper.extend({
    classNames: { label: classes.label, description: classes.description, error: classes.error },
  }),
  TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
  NumberInput: NumberInput.extend({ defaultProps: { size: 'sm' } }),
  PasswordInput: PasswordInput.extend({ defaultProps: { size: 'sm' } }),
  Textarea: Textarea.extend({ classNames: { input: classes.textarea } }),
  Select: Select.extend({ ...choices, defaultProps: { ...choices.defaultProps, checkIconPosition: 'right' } }),
  MultiSelect: MultiSelect.extend(choices),
  Autocomplete: Autocomplete.extend(choices),
  TagsInput: TagsInput.extend(choices),
  Combobox: Combobox.extend({
    defaultProps: { shadow: 'md', ...instant },
    classNames: { dropdown: classes.dropdown, option: classes.option },
  }),
  Menu: Menu.extend({
    defaultProps: { shadow: 'md', ...instant },
    classNames: { dropdown: classes.dropdown, item: classes.option, label: classes.menuLabel },
  }),
  Popover: Popover.extend({ defaultProps: { shadow: 'md', ...instant }, classNames: { dropdown: classes.dropdown } }),
  Tooltip: Tooltip.extend({
    defaultProps: { openDelay: 350, withArrow: false, ...instant },
    classNames: { tooltip: classes.tooltip },
  }),
  Modal: Modal.extend({
    defaultProps: {
      ...instant,
      overlayProps: { color: 'var(--veil)', backgroundOpacity: 1, blur: 0 },
      shadow: 'md',
      radius: 'lg',
      closeButtonProps: { 'aria-label': 'Close' },
    },
    classNames: { content: classes.modal, header: classes.modalHeader, title: classes.modalTitle, body: classes.modalBody },
  }),
  Drawer: Drawer.extend({ classNames: { title: classes.modalTitle } }),
  Notification: Notification.extend({
    defaultProps: { withBorder: true, closeButtonProps: { 'aria-label': 'Close' } },
    classNames: { root: classes.notification, title: classes.notificationTitle, description: classes.notificationText },
  }),
  Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' }, classNames: { input: classes.check, label: classes.checkLabel } }),
  Radio: Radio.extend({ defaultProps: { size: 'xs' }, classNames: { radio: classes.check, label: classes.checkLabel } }),
  Switch: Switch.extend({ defaultProps: { size: 'sm' }, classNames: { track: classes.track, label: classes.checkLabel } }),
  SegmentedControl: SegmentedControl.extend({
    defaultProps: { size: 'sm', transitionDuration: 120 },
    classNames: { root: classes.segments, indicator: classes.segment, label: classes.segmentLabel },
  }),
  Paper: Paper.extend({ defaultProps: { withBorder: true, radius: 'lg' }, classNames: { root: classes.paper } }),
  Fieldset: Fieldset.extend({ classNames: { root: classes.paper } }),
  Alert: Alert.extend({ defaultProps: { variant: 'light' } }),
  Kbd: Kbd.extend({ classNames: { root: classes.kbd } }),
  Loader: Loader.extend({ defaultProps: { size: 'sm', type: 'dots' } }),
  Skeleton: Skeleton.extend({ defaultProps: { radius: 'sm' } }),
};

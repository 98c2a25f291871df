/** What a list's confirmation mail says where nobody wrote something else. `{{ list.name }}` is what recipients call the list. */
export const usualConfirmation = {
  subject: 'Please confirm: {{ list.name }}',
  text: [
    "Hello {{ contact.first_name | default: 'there' }},",
    'somebody, hopefully you, entered this address for {{ list.name }}. Please confirm that you want it; nothing is sent before.',
  ].join('\n\n'),
  button: 'Yes, I want it',
  small: 'If you did not ask for it, do nothing: you will hear no more of it. The button works for 14 days.',
} as const;

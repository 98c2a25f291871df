/** What may stand in a message in place of a person's own facts. Custom fields come on top: `contact.fields.<key>`. */
export const mergeTags = [
  { tag: "{{ contact.first_name | default: 'there' }}", label: 'First name, or “there”' },
  { tag: '{{ contact.first_name }}', label: 'First name' },
  { tag: '{{ contact.last_name }}', label: 'Last name' },
  { tag: '{{ contact.email }}', label: 'Email address' },
  { tag: '{{ unsubscribe_url }}', label: 'Unsubscribe link' },
  { tag: '{{ preferences_url }}', label: 'Link to the preference page' },
  { tag: '{{ web_view_url }}', label: 'Link to the web view' },
  { tag: '{{ brand.name }}', label: 'Name of the brand' },
  { tag: '{{ brand.postal_address }}', label: 'Postal address of the brand' },
] as const;

export const fieldMergeTag = (key: string): string => `{{ contact.fields.${key} }}`;

import type { ConfirmationPage } from '../../lists/lists.ts';
import { page, strong } from './page.ts';

/** What stands behind the link of a confirmation mail, before and after its button is pressed. */
export function confirmPage({ state, email, list }: ConfirmationPage): string {
  const what = strong(list);
  switch (state) {
    case 'open':
      return page(
        'Please confirm',
        `<p>Do you want ${what} to be sent to ${strong(email)}?</p>
<form method="post"><button type="submit">Yes, I want it</button></form>
<p class="small">Nothing changes until you press the button. If you did not ask for this, just close this page.</p>`,
      );
    case 'confirmed':
      return page('You are subscribed', `<p role="status">That is confirmed: ${what} will be sent to ${strong(email)}.</p>`);
    case 'expired':
      return page(
        'This link has expired',
        `<p>It was good for 14 days, and ${strong(email)} was not subscribed to ${what}. Sign up again to get a new link.</p>`,
      );
    case 'gone':
      return page(
        'This link is used up',
        `<p>${strong(email)} is not waiting to be subscribed to ${what} any more. Sign up again if you want it.</p>`,
      );
  }
}

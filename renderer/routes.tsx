import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  type RouteComponent,
  redirect,
} from '@tanstack/react-router';
import { peopleSearch } from './campaigns/report/people-search.ts';
import { contactsSearch } from './contacts/search-params.ts';
import { RouteError } from './shell/RouteError.tsx';
import { Shell } from './shell/Shell.tsx';
import { screen } from './shell/screens.tsx';

const HomePage = screen(async () => (await import('./home/HomePage.tsx')).HomePage);
const CampaignsPage = screen(async () => (await import('./campaigns/CampaignsPage.tsx')).CampaignsPage);
const AudiencePage = screen(async () => (await import('./campaigns/AudiencePage.tsx')).AudiencePage);
const CampaignEditor = screen(async () => (await import('./editor/CampaignEditor.tsx')).CampaignEditor);
const ReviewPage = screen(async () => (await import('./campaigns/ReviewPage.tsx')).ReviewPage);
const ReportPage = screen(async () => (await import('./campaigns/ReportPage.tsx')).ReportPage);
const SendPeoplePage = screen(async () => (await import('./campaigns/SendPeoplePage.tsx')).SendPeoplePage);
const ReportsPage = screen(async () => (await import('./campaigns/ReportsPage.tsx')).ReportsPage);
const TemplatesPage = screen(async () => (await import('./campaigns/TemplatesPage.tsx')).TemplatesPage);
const PeoplePage = screen(async () => (await import('./contacts/PeoplePage.tsx')).PeoplePage);
const ListsPage = screen(async () => (await import('./contacts/ListsPage.tsx')).ListsPage);
const FieldsPage = screen(async () => (await import('./contacts/FieldsPage.tsx')).FieldsPage);
const TagsPage = screen(async () => (await import('./contacts/TagsPage.tsx')).TagsPage);
const ContactPage = screen(async () => (await import('./contacts/ContactPage.tsx')).ContactPage);
const ImportsPage = screen(async () => (await import('./imports/ImportsPage.tsx')).ImportsPage);
const SuppressedPage = screen(async () => (await import('./contacts/SuppressedPage.tsx')).SuppressedPage);
const ImportWizard = screen(async () => (await import('./imports/ImportWizard.tsx')).ImportWizard);
const ImportPage = screen(async () => (await import('./imports/ImportPage.tsx')).ImportPage);
const InboxPage = screen(async () => (await import('./inbox/InboxPage.tsx')).InboxPage);
const SegmentsPage = screen(async () => (await import('./segments/SegmentsPage.tsx')).SegmentsPage);
const SegmentPage = screen(async () => (await import('./segments/SegmentPage.tsx')).SegmentPage);
const SettingsPage = screen(async () => (await import('./settings/SettingsPage.tsx')).SettingsPage);
const ScriptsPage = screen(async () => (await import('./scripts/ScriptsPage.tsx')).ScriptsPage);

const root = createRootRoute({ component: Shell });
const at = <Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component });

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/home' });
  },
});
const campaign = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/campaigns/$id/audience', params });
  },
});

const audience = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id/audience',
  /** The part to begin with, when a finding of the review leads here. */
  validateSearch: ({ at: part }): { at?: 'subject' | 'brand' } => (part === 'subject' || part === 'brand' ? { at: part } : {}),
  component: () => <AudiencePage id={audience.useParams().id} spot={audience.useSearch().at} />,
});
const design = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id/design',
  /** The block to begin with, when a finding of the review leads here. */
  validateSearch: ({ block }): { block?: string } => (typeof block === 'string' ? { block } : {}),
  component: () => <CampaignEditor id={design.useParams().id} />,
});
const review = at('/campaigns/$id/review', () => <ReviewPage id={review.useParams().id} />);
const report = at('/campaigns/$id/report', () => <ReportPage id={report.useParams().id} />);
const sendPeople = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id/people',
  validateSearch: peopleSearch,
  component: () => <SendPeoplePage id={sendPeople.useParams().id} />,
});
const people = createRoute({
  getParentRoute: () => root,
  path: '/contacts',
  validateSearch: contactsSearch,
  component: () => <PeoplePage />,
});
const person = at('/contacts/$id', () => <ContactPage key={person.useParams().id} id={person.useParams().id} />);
const segment = at('/contacts/segments/$id', () => <SegmentPage id={segment.useParams().id} />);
const oneImport = at('/imports/$id', () => <ImportPage id={oneImport.useParams().id} />);
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings/$tab',
  // What these two are about is found with scripts now.
  beforeLoad: ({ params: { tab } }) => {
    if (tab === 'webhooks' || tab === 'audit') throw redirect({ to: '/scripts/$tab', params: { tab } });
  },
  component: () => <SettingsPage tab={settings.useParams().tab} />,
});
const scripts = at('/scripts/$tab', () => <ScriptsPage tab={scripts.useParams().tab} />);
const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  /** The message that is open beside the list. */
  validateSearch: ({ message }): { message?: string } => (typeof message === 'string' ? { message } : {}),
  component: () => <InboxPage id={inbox.useSearch().message} />,
});

const routeTree = root.addChildren([
  start,
  at('/home', HomePage),
  at('/campaigns', CampaignsPage),
  campaign,
  audience,
  design,
  review,
  report,
  sendPeople,
  people,
  at('/contacts/lists', ListsPage),
  at('/contacts/segments', SegmentsPage),
  segment,
  at('/contacts/fields', FieldsPage),
  at('/contacts/tags', TagsPage),
  person,
  at('/contacts/imports', ImportsPage),
  at('/contacts/suppressed', SuppressedPage),
  at('/contacts/import', ImportWizard),
  oneImport,
  at('/templates', TemplatesPage),
  at('/reports', ReportsPage),
  inbox,
  at('/settings', () => <SettingsPage />),
  settings,
  at('/scripts', () => <ScriptsPage />),
  scripts,
]);

export const router = createRouter({
  routeTree,
  history: createHashHistory(),
  defaultErrorComponent: RouteError,
  defaultPreload: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

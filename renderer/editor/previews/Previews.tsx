import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEye } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { ContactSelect } from '../../campaigns/preview/ContactSelect.tsx';
import { Looks } from '../../campaigns/preview/Looks.tsx';
import { brandsQuery } from '../../campaigns/queries.ts';
import { ICON } from '../../ui/icons.ts';
import { useDraft, useEditor, useSession } from '../store/context.ts';
import classes from './previews.module.css';

/** The button that shows the message as mail programs do, as anybody gets it. */
export function Previews() {
  const [opened, { open, close }] = useDisclosure();
  const finish = useEditor((state) => state.finishEditing);
  return (
    <>
      <Button
        fullWidth
        leftSection={<IconEye {...ICON} />}
        onClick={() => {
          finish();
          open();
        }}
      >
        Previews
      </Button>
      <Modal opened={opened} onClose={close} title="As it arrives" size={760} centered>
        <Body />
      </Modal>
    </>
  );
}

function Body() {
  const { campaign } = useSession();
  const { document, subject, preheader } = useDraft();
  const person = useEditor((state) => state.person);
  const [contactId, setContact] = useState(person?.id ?? null);
  const brand = useQuery(brandsQuery).data?.find((one) => one.id === campaign.brandId);
  const asked = { document, subject, preheader, brandId: campaign.brandId, contactId, exact: true };
  const rendered = useQuery({
    queryKey: ['content', 'render', asked],
    queryFn: ({ signal }) => api.content.render(asked, { signal }),
    placeholderData: keepPreviousData,
    throwOnError: false,
  });
  if (rendered.error) return <p role="alert">The message cannot be shown: {rendered.error.message}</p>;
  const [problem] = rendered.data?.problems ?? [];
  return (
    <section aria-label="Previews">
      <div className={classes.who}>
        <ContactSelect
          label="As it reads for"
          emptyLabel="Nobody: merge tags as they are written, and every block"
          value={contactId}
          onChange={setContact}
          campaignId={campaign.id}
        />
      </div>
      {problem && <p role="alert">{problem.message}</p>}
      <Looks rendered={rendered.data} from={brand?.fromName || 'No sender yet'} height={480} />
    </section>
  );
}

import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SesSource } from '#shared/rpc/ses-events.ts';
import { api } from '../../../api.ts';
import { toast } from '../../../ui/toasts.ts';
import classes from './Ses.module.css';

const QUEUE = /^https?:\/\/\S+\/\S+$/;
const TOPIC = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+(\.fifo)?$/;

/** Where the events of an account come from. */
export function SourceForm({ source }: { source: SesSource }) {
  const queries = useQueryClient();
  const { queueUrl, topicArn, region, endpoint } = source;
  const form = useForm({
    initialValues: { queueUrl, topicArn, region, endpoint },
    transformValues: (values) => ({
      queueUrl: values.queueUrl.trim(),
      topicArn: values.topicArn.trim(),
      region: values.region.trim(),
      endpoint: values.endpoint.trim(),
    }),
    validate: {
      queueUrl: (value) =>
        !value.trim() || QUEUE.test(value.trim()) ? null : 'Such as https://sqs.eu-west-1.amazonaws.com/123456789012/ses-events.',
      topicArn: (value) =>
        !value.trim() || TOPIC.test(value.trim()) ? null : 'Such as arn:aws:sns:eu-west-1:123456789012:ses-events.',
      endpoint: (value) => (!value.trim() || URL.canParse(value.trim()) ? null : 'An address such as http://127.0.0.1:4566.'),
    },
  });
  const save = useMutation({
    mutationFn: (values: typeof form.values) => api.sesEvents.change({ transportId: source.transportId, ...values }),
    onSuccess: async (_, values) => {
      form.resetDirty(values);
      toast('What Amazon SES tells is read from there.');
      await queries.invalidateQueries({ queryKey: ['sesEvents'] });
    },
  });
  return (
    <form className={classes.form} onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <TextInput
        label="URL of the queue"
        description="Amazon SQS. It is asked with the keys of this account."
        placeholder="None"
        {...form.getInputProps('queueUrl')}
      />
      <TextInput
        label="ARN of the topic"
        description="Amazon SNS. Only what this topic posts is believed."
        placeholder="None"
        {...form.getInputProps('topicArn')}
      />
      <details>
        <summary className="dim small">Where the queue is elsewhere</summary>
        <div className={classes.pair}>
          <TextInput
            label="Region"
            placeholder={`As its URL says, or ${source.accountRegion}`}
            {...form.getInputProps('region')}
          />
          <TextInput label="Endpoint" placeholder="Amazon’s own" {...form.getInputProps('endpoint')} />
        </div>
      </details>
      <Button className={classes.save ?? ''} type="submit" loading={save.isPending} disabled={!form.isDirty()}>
        Save
      </Button>
    </form>
  );
}

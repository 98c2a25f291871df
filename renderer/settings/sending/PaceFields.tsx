import { NumberInput, Switch } from '@mantine/core';
import { limitsInWords, presetById } from '#shared/delivery/find-preset.ts';
import { number } from '../../ui/format.ts';
import classes from '../Form.module.css';
import { Fold } from './Fold.tsx';
import { hasProblem, type PartProps } from './form.ts';
import own from './TransportForm.module.css';
import { warmUpInWords } from './warm-up.ts';
import { paceInWords } from './words.ts';

const amount = (value: number | string): number | null => (value === '' || !(Number(value) > 0) ? null : Number(value));

/** How fast, and how slowly at first. */
export function PaceFields({ form, transport }: PartProps) {
  const { values } = form;
  const account = transport?.account ?? null;
  const pace = {
    perSecond: amount(values.perSecond) ?? account?.perSecond ?? null,
    perMinute: amount(values.perMinute),
    perHour: amount(values.perHour),
    perDay: amount(values.perDay) ?? account?.perDay ?? null,
    connections: Number(values.connections) || 1,
  };
  const summary = `${paceInWords(pace)}${values.warmsUp ? ', warming up' : ''}`;
  const none = (known: number | null | undefined) => (known ? `Amazon’s: ${number(known)}` : 'No limit');
  return (
    <Fold title="Pace" summary={summary} forceOpen={hasProblem(form, 'pace')}>
      <p className="dim small">{advice(values.presetId, account !== null)}</p>
      <div className={own.four}>
        <NumberInput label="A second" placeholder={none(account?.perSecond)} min={0} {...form.getInputProps('perSecond')} />
        <NumberInput label="A minute" placeholder="No limit" min={0} {...form.getInputProps('perMinute')} />
        <NumberInput label="An hour" placeholder="No limit" min={0} {...thousands} {...form.getInputProps('perHour')} />
        <NumberInput label="A day" placeholder={none(account?.perDay)} min={0} {...thousands} {...form.getInputProps('perDay')} />
      </div>
      <div className={own.four}>
        <NumberInput label="Connections at once" min={1} max={50} allowDecimal={false} {...form.getInputProps('connections')} />
      </div>
      <Switch
        label="Warm up: begin with few, and send more each day"
        description="For a new account or domain, so that mail hosts learn to trust it."
        checked={values.warmsUp}
        onChange={(event) => form.setFieldValue('warmsUp', event.currentTarget.checked)}
      />
      {values.warmsUp && (
        <>
          <div className={classes.pair}>
            <NumberInput
              label="On the first day"
              min={1}
              allowDecimal={false}
              {...thousands}
              {...form.getInputProps('firstDay')}
            />
            <NumberInput label="More each day" suffix=" %" min={0} max={400} {...form.getInputProps('growth')} />
          </div>
          <p className="dim small">
            {warmUpInWords({ firstDay: Number(values.firstDay), growthPercent: Number(values.growth), perDay: pace.perDay })}
          </p>
        </>
      )}
    </Fold>
  );
}

const thousands = { thousandSeparator: ',' } as const;

function advice(presetId: string | null, isRead: boolean): string {
  if (isRead) return 'What is left empty is as much as Amazon allows; it is read once a day.';
  const preset = presetId === null ? null : presetById(presetId);
  const known = preset ? limitsInWords(preset) : '';
  if (preset && known) return `${preset.name} takes ${known}. More than a host takes gets an account blocked.`;
  return 'Ask your mail host how much it takes; more than that gets an account blocked.';
}

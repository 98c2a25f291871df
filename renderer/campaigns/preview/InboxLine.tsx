import classes from './InboxLine.module.css';

type Props = { from: string; subject: string; preheader: string; at?: string };

/** The campaign as one line of somebody's inbox. */
export function InboxLine({ from, subject, preheader, at }: Props) {
  return (
    <div className={classes.line}>
      <div className={classes.top}>
        <b>{from}</b>
        {at && <span className="faint small num">{at}</span>}
      </div>
      <div className={classes.cut}>{subject || <span className="faint">No subject yet</span>}</div>
      <div className={`${classes.cut} faint`}>{preheader || ' '}</div>
    </div>
  );
}

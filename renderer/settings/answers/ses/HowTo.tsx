import classes from './Ses.module.css';

/** What to set up in Amazon's console. */
export function HowTo() {
  return (
    <details className={classes.howTo}>
      <summary>How to set it up at Amazon, in five steps</summary>
      <ol>
        <li>In Amazon SNS, create a topic of the type Standard, in the region of your SES account.</li>
        <li>In Amazon SQS, create a queue of the type Standard, and there choose “Subscribe to Amazon SNS topic”.</li>
        <li>
          In Amazon SES, open your configuration set, or create one, and add an event destination: the topic, with deliveries,
          bounces, complaints, delays and rejects; opens and clicks if Amazon should count them.
        </li>
        <li>Enter the name of the configuration set here, under Sending, in your Amazon SES account.</li>
        <li>
          Let the user whose keys you entered read the queue: sqs:ReceiveMessage, sqs:DeleteMessage, sqs:ChangeMessageVisibility
          and sqs:GetQueueAttributes. Then paste the URL of the queue above and press Test.
        </li>
      </ol>
    </details>
  );
}

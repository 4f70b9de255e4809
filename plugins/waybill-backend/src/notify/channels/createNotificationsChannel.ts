import { isError, ServiceUnavailableError } from '@backstage/errors';
import { NotificationSeverity } from '@backstage/plugin-notifications-common';
import {
  NotificationRecipients,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import { MessageChannel } from './MessageChannel';

/** Backstage's notifications. The same message in the same scope takes the place of the one before it. */
export function createNotificationsChannel(options: {
  name: string;
  notifications: NotificationService;
  /** Refs; none: the entity, and so its owners. */
  recipients?: string[] | 'broadcast';
  severity?: NotificationSeverity;
}): MessageChannel {
  const { name, notifications, recipients, severity } = options;

  function to(entityRef: string): NotificationRecipients {
    return recipients === 'broadcast'
      ? { type: 'broadcast' }
      : { type: 'entity', entityRef: recipients ?? entityRef };
  }

  return {
    isRepeatable: true,
    async send({ text, key, subject, signal }) {
      signal.throwIfAborted();
      try {
        await notifications.send({
          recipients: to(subject.entityRef),
          payload: {
            title: text,
            topic: 'waybill',
            scope: key,
            ...(severity ? { severity } : {}),
            metadata: { ...subject },
          },
        });
      } catch (error) {
        throw new ServiceUnavailableError(
          `The channel "${name}" failed, is the notifications plugin installed? ${
            isError(error) ? error.message : ''
          }`,
        );
      }
      return {};
    },
  };
}

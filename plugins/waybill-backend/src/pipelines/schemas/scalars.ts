import { parseDuration } from '@waybill/backstage-plugin-waybill-common';
import { z } from 'zod';

const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** `metadata.name`, and what refers to one. */
export const resourceName = z.string().max(253).regex(NAME, {
  error: 'Expected a name of lower-case letters, digits, "-" and "."',
});

/** A Kubernetes namespace, which is Kargo's project. */
export const namespaceName = z.string().max(63).regex(LABEL, {
  error: 'Expected a namespace of lower-case letters, digits and "-"',
});

/** `30m`, `1h30m`; becomes seconds. */
export const duration = z.string().transform((text, context) => {
  if (/^([0-9]+(\.[0-9]+)?(s|m|h))+$/.test(text)) {
    return parseDuration(text);
  }
  context.addIssue({
    code: 'custom',
    message: `Expected a duration such as 30m or 1h30m, found "${text}"`,
  });
  return z.NEVER;
});

/** Name of a subscription. */
export const subscriptionName = z.string().max(63).regex(LABEL, {
  error: 'Expected a name of lower-case letters, digits and "-"',
});

/** A Git repository that the `git` program or a host's API can be asked for over HTTP. */
export const gitRepoUrl = z.string().superRefine((text, context) => {
  const refuse = (message: string) =>
    context.addIssue({ code: 'custom', message });
  if (/^(ssh:\/\/|[\w.-]+@[\w.-]+:)/.test(text)) {
    refuse('Git over SSH is not built yet; use the https:// address');
  } else if (!/^https?:\/\/[^\s"'`{}\\<>^|]+$/.test(text)) {
    refuse(
      `Expected the https:// address of a Git repository, found "${text}"`,
    );
  } else if (text.includes('@', text.indexOf('//'))) {
    // The address is kept out of the sentence: it may hold a password.
    refuse(
      'Expected a Git address without a user or password; credentials belong in the platform’s configuration',
    );
  }
});

/** Of host and repository together; registries take 255 for the repository. */
const MAX_IMAGE_NAME = 512;

/** `registry.example.com/team/app`, without a tag. */
export const imageRepoUrl = z.string().superRefine((text, context) => {
  if (text.length > MAX_IMAGE_NAME) {
    context.addIssue({
      code: 'custom',
      message: `Expected an image repository of at most ${MAX_IMAGE_NAME} characters, found ${text.length}`,
    });
  } else if (!/^[A-Za-z0-9][\w.:/-]*$/.test(text) || /:[^/]*$/.test(text)) {
    context.addIssue({
      code: 'custom',
      message: `Expected an image repository without scheme, tag or digest, found "${text}"`,
    });
  }
});

/** A Helm chart repository: `https://charts.example.com`, or `oci://registry.example.com/charts/redis`. */
export const chartRepoUrl = z.string().superRefine((text, context) => {
  if (
    text.length > MAX_IMAGE_NAME ||
    !/^(https?|oci):\/\/[A-Za-z0-9][\w.-]*(:\d+)?(\/[\w.~/-]*)?$/.test(text) ||
    text.split('/').some(part => part === '.' || part === '..')
  ) {
    context.addIssue({
      code: 'custom',
      // Not what stands before the host: it may be a password.
      message: `Expected a chart repository such as https://charts.example.com or oci://registry.example.com/charts/redis, without a user or query, found "${text
        .slice(0, MAX_IMAGE_NAME)
        .replace(/\/\/.*@/, '//')
        .replace(/[?#].*/s, '')}"`,
    });
  }
});

/** As it stands in `Chart.yaml`. */
export const chartName = z
  .string()
  .max(250)
  .regex(/^[A-Za-z0-9][\w.-]*$/, {
    error: 'Expected the name of a chart: letters, digits, "-", "_" and "."',
  });

/** A path inside a work tree. */
export const treePath = z.string().superRefine((text, context) => {
  if (
    text === '' ||
    text.startsWith('/') ||
    text.includes('\\') ||
    text.includes('${') ||
    text.split('/').includes('..')
  ) {
    context.addIssue({
      code: 'custom',
      message: `Expected a path inside the repository, without "..", found "${text}"`,
    });
  }
});

/** A branch, as it may be named to Git. */
export const branchName = z.string().superRefine((text, context) => {
  if (
    !/^[\w@][\w./@+-]*$/.test(text) ||
    /\.\.|\/\/|@\{|\/\.|\.lock(\/|$)|[./]$/.test(text)
  ) {
    context.addIssue({
      code: 'custom',
      message: `Expected the name of a branch, found "${text}"`,
    });
  }
});

/** How many artifacts a subscription keeps in sight. */
export const discoveryLimit = z.int().min(1).max(100);

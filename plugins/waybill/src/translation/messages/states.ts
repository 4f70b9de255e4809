/** What is shown when things are not as they should be. */
export const states = {
  loading: 'Loading the freight of this entity',
  stale: {
    noAnswer: 'Not answering; last updated {{ago}}',
    notAllowed: 'You may not see this any more; last updated {{ago}}',
    notFound: 'No longer found; last updated {{ago}}',
    conflict: 'Could not be answered; last updated {{ago}}',
    other: 'Could not be answered; last updated {{ago}}',
  },
  unreachable: 'Waybill does not answer',
  failed: 'Waybill could not answer',
  hidden: 'You may not see this pipeline',
  again: 'It is asked again every few seconds.',
  unknown: {
    title: 'This pipeline is not known yet',
    text: 'Waybill looks for new pipelines every minute. If it stays like this, the entity may be hidden from you.',
  },
  invalid: {
    title: 'The pipeline file has a mistake',
    lastGood: 'The last good pipeline keeps running meanwhile.',
    noGood: 'Nothing runs until it is mended.',
    place: '{{file}}, line {{line}}, column {{column}}',
    source: 'Read from',
    readAt: 'last read {{ago}}',
  },
  unread: {
    title: 'The pipeline file has not been read yet',
    text: 'Waybill has just found this pipeline and reads its file next.',
  },
  unreadable: {
    title: 'The pipeline file cannot be read',
    lastGood: 'The last good pipeline is kept, and reading it is tried again.',
    noGood: 'Nothing runs until it can be read; that is tried again.',
  },
  orphaned: {
    title: 'This pipeline is orphaned',
    text: 'The entity, its annotation or the file is gone. State stays, nothing new starts; it goes on when they are back.',
  },
  warehouseError: {
    title: 'Warehouse {{name}} cannot look for new freight',
    text: 'What is already here stays usable; it is tried again {{when}}.',
    soon: 'soon',
    in: 'in {{duration}}',
  },
  ignored_one: '{{count}} document of another kind is ignored: {{names}}',
  ignored_other: '{{count}} documents of other kinds are ignored: {{names}}',
  noFreight: {
    title: 'No freight yet',
    text: 'Freight appears here when a Warehouse finds something new. {{when}}',
    looksIn: 'The next look is in {{duration}}.',
    looksSoon: 'The next look is any moment.',
    none: 'This pipeline has no Warehouse.',
  },
  noStages: 'This pipeline has no stages.',
  error: {
    notAllowed: 'You may not do that',
    notFound: 'Not found',
    conflict: 'Not possible now',
    noAnswer: 'No answer from Waybill',
    other: 'That did not work',
  },
} as const;

/** Pleasant adjectives for aliases. 128 of them; their order is part of every alias, so they are never changed. */
export const ALIAS_ADJECTIVES = (
  'able agile airy amber ample apt azure balmy blithe bold bonny brave ' +
  'breezy bright brisk calm candid cheery chief chipper civil clear clever cosmic ' +
  'cosy crisp curious dapper daring deft dewy early earnest easy elated epic ' +
  'even fabled fair fancy festive fine fleet fluent fond frank free fresh ' +
  'gallant genial gentle giddy gilded glad gleaming golden good great hale handy ' +
  'happy hardy hearty helpful honest humble ideal jaunty jolly jovial keen kind ' +
  'lively loyal lucid lucky lunar lush mellow merry mighty mild mindful modest ' +
  'neat nimble noble patient peaceful perky placid playful plush polite prime proud ' +
  'quick quiet radiant rapid ready regal robust rosy royal rustic sage serene ' +
  'sharp shiny silver smart snug sober solar spry steady stellar sunny swift ' +
  'tidy trusty upbeat vivid warm wise witty zesty'
).split(' ');

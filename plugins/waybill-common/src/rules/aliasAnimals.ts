/** Animals for aliases. 128 of them; their order is part of every alias, so they are never changed. */
export const ALIAS_ANIMALS = (
  'aardwolf albatross alpaca antelope auk avocet badger bat beaver bee bison bittern ' +
  'bluebird boar bobcat bunting butterfly camel capybara caracal cardinal caribou cat chamois ' +
  'chinchilla civet cod condor coot coral cormorant crane cricket curlew deer dingo ' +
  'dolphin dormouse dove dragonfly duck eagle egret eider elk emu ermine falcon ' +
  'ferret firefly flamingo fox gannet gazelle gecko gibbon goose grouse hare hawk ' +
  'hedgehog heron hoopoe horse ibis iguana impala jackdaw jaguar jay kestrel kingfisher ' +
  'kite kiwi koala lark lemur leopard linnet llama lobster lynx magpie manatee ' +
  'marmot marten meerkat merlin mole narwhal newt nightjar ocelot octopus okapi oriole ' +
  'osprey otter owl panda panther pelican penguin petrel pheasant pika plover pony ' +
  'puffin puma quail rabbit raven robin salmon shrew starling stoat stork swan ' +
  'teal tern toucan vole walrus wombat wren zebra'
).split(' ');

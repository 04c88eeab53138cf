/** Adjectives for generated run names; plain, friendly, easy to say. */
export const ADJECTIVES = (
  'agile amber ample apt azure balmy bold brave breezy bright brisk calm candid careful cheery civil clear clever ' +
  'cosy crisp curious daring dapper deft eager early earnest easy even fair famous fancy fast fine firm fleet fond ' +
  'frank fresh gentle glad golden good grand green happy hardy honest humble ideal jolly jovial keen kind large ' +
  'light lively loyal lucid lucky merry mellow mighty mild modest neat new nimble noble novel opal open patient ' +
  'pearly placid plucky polite proud quick quiet rapid ready regal rosy round royal sage sandy serene sharp shiny ' +
  'silent silver simple sleek smart smooth snowy soft solid spry steady stout sunny sure sweet swift tall tame ' +
  'tender tidy tiny trusty upbeat valiant velvet vivid warm wise witty young zesty'
).split(' ')

/** Nouns for generated run names: animals and things of nature. */
export const NOUNS = (
  'acorn adder alder alpaca aspen aster badger bantam barley bear beaver beetle birch bison bobcat brook buck ' +
  'bunting camel canary caribou cedar cicada clover cobra comet condor coral cougar coyote crane cricket crow ' +
  'curlew cypress dahlia deer dingo dolphin dove dragonfly dune eagle egret elk elm ermine falcon fern ferret finch ' +
  'fir firefly flamingo fox gannet gazelle gecko gibbon glacier grouse gull hare harrier hawk hazel heron hornet ' +
  'ibex ibis iguana iris island jackal jaguar jay juniper kelp kestrel kiwi koala lark laurel lemur leopard lily ' +
  'linden linnet lion lizard lotus lynx macaw magpie mallard maple marlin marmot marten meadow mink moose moth ' +
  'mule narwhal newt oak ocelot orca oriole osprey otter owl panda panther parrot pelican penguin petrel pine ' +
  'plover pony poplar puffin puma quail rabbit raven reed robin salmon sandpiper seal shrew sparrow spruce stork ' +
  'swallow swan swift tapir tern thrush tiger toad trout tulip turtle viper vole walrus warbler weasel whale willow ' +
  'wolf wombat wren yak yew zebra'
).split(' ')

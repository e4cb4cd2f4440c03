/** The words of claim phrases: short, concrete, told apart by ear; more than 1,024, so that eight carry 80 bits. */
export const claimWords: readonly string[] = `
acorn actor album alder alley almond amber anchor angle ankle apple apron arbor arch arena armor arrow ash aspen atlas
attic autumn avenue axis azure badge bagel baker balcony ballad ballet balloon bamboo banana bandit banjo banner barber
barley barn baron barrel basil basin basket bass baton bay beach beacon bead beam bean bear beaver bed bee beech beet
beetle bell belt bench berry bicycle birch bird biscuit bison blanket blaze blossom blouse blue board boat bobbin bolt
bone bonnet book boot border bottle boulder bow bowl box bracket branch brass bread breeze brick bridge brook broom
brother brown brush bubble bucket buckle bud buffalo bugle builder bulb bundle bunny buoy burrow bus bush butter button
cabin cable cactus cake calf camel camera camp canal canary candle candy canoe canvas canyon cape captain car caravan
card cargo carpet carrot cart castle cat cave cedar cellar cello cement chain chair chalk channel chapel charm chart
cheese cherry chess chest chestnut chicken chimney china chisel choir chorus cider cinema circle circus citrus city clam
clarinet clay cliff cloak clock cloth cloud clover coach coal coast coat cobalt cobweb cocoa coconut coffee coin collar
colt comet compass copper coral cork corn corner cotton couch cougar courier cousin cover cow coyote crab cradle crane
crater crayon cream creek crest cricket crocus crow crown cruise crumb crystal cube cuckoo cup curry curtain cushion
cycle cypress dagger dairy daisy dance dawn deck deer delta denim desert desk dew dial diamond diary dice dinner dish
dock doctor dog doll dolphin dome donkey door dough dove dragon drain drama drawer dream dress drift drum duck duet dune
dusk dust dwarf eagle ear earth easel east echo eclipse edge eel egg elbow elder elephant elk elm ember emerald engine
envelope epoch estate evening fabric fable falcon farm farmer fawn feast feather fence fern ferry fiber fiddle field fig
finch finger fire fish flag flame flask fleece flint flock flood floor flour flower flute foal foam fog folder forest
fork fort fossil fountain fox frame freckle frog frost fruit fudge funnel fur furnace galaxy gallery game garage garden
garlic garnet gate gazelle gear gem geyser giant gift ginger giraffe glacier glade glass globe glove glue goat gold
goose gorge gown grain granite grape grass gravel gravy green grill grotto grove guitar gull gutter gypsum hail hair
hall hammer hammock hamster hand handle harbor hare harp harvest hat hawk hazel heart hearth heath hedge helmet hemlock
hen herb hermit heron herring hill hinge hippo hive hobby hollow holly honey hood hoof hook horizon horn horse hotel
hour house hurdle husk hut ice icicle igloo indigo ink inlet insect iris iron island ivory ivy jacket jade jaguar jam
jar jasmine jay jeans jelly jersey jewel jigsaw jockey jug juice jungle juniper kayak kennel kettle key kidney kiln king
kiosk kitchen kite kitten kiwi knee knife knight knot koala label lace ladder lady lagoon lake lamb lamp land lane
lantern lapel larch lark laser lasso latch lather lattice laurel lava lawn layer leaf leather ledge leek legend lemon
lens lentil leopard lesson letter lettuce level lever library lichen lilac lily lime linden linen lion lizard llama loaf
lobby lobster locket locust lodge log loom lotus lumber lunch lupin lynx lyric machine magnet magpie maize mallet mango
manor mantle maple marble march market marmot maroon marsh mask mast match meadow meal melody melon mermaid mesa metal
meteor midnight mild mile milk mill mimosa miner mint mirror mist mitten moat mocha model mole monkey moon moose morning
mortar mosaic moss moth motor mountain mouse mud muffin mulberry mule museum mushroom music mussel mustard myrtle nail
napkin nation nature navy nectar needle neon nephew nest nettle nickel night noodle north notebook novel nugget number
nurse nut nutmeg oak oar oasis oat oboe ocean octave office olive omelet onion onyx opal opera orange orbit orchard
orchid organ osprey ostrich otter oval oven owl ox oxygen oyster paddle padlock page paint palace palette palm panda
panel panther pantry papaya paper parade parcel park parrot parsley pasta pastry patch path pattern paw pea peach peacock
peak peanut pear pearl pebble pecan pedal pelican pen pencil penguin pepper perch petal petrol phoenix piano picnic
picture pier pigeon pillar pillow pilot pine pink pioneer pipe pirate pistol pitcher pixel pizza plain planet plank plate
platform plaza plum plume pocket poem poet pollen polo pond pony poplar poppy porch porridge port portrait postcard pot
potato potter powder prairie prince prism prize puddle puffin pulley pulse pump pumpkin puppet puppy purple purse puzzle
pyramid python quail quarry quartz queen quill quilt quince rabbit raccoon radar radio radish raft rail rain rainbow
raisin rake ranch ranger raspberry raven ravine razor recipe record reed reef regent relay relic rhubarb rhyme ribbon
rice riddle ridge ring ripple river road robe robin robot rocket rod roof rook room root rope rose rotor rowan royal ruby
rudder rug ruler rumba runner rust rye saddle safari saffron sage sail sailor salad salmon salt sand sandal sapphire
sardine satchel satin sauce saucer sauna scarf school scissors scooter screen scroll sea seal season seed shadow shale
shark shed sheep shelf shell shepherd shield ship shirt shoe shore shoulder shovel shower shrimp shrub shutter sickle
silk silver siren sister sketch skill skirt sky slate sled sleet slipper slope snail snow soap sock sofa soil solar
soldier solo sonnet soot sorrel soup south spade sparrow spear sphere spice spider spinach spindle spiral spire sponge
spoon spring sprout spruce square squash squid squirrel stable stadium stage stair stamp star statue steam steel stem
step stereo stick stone stool stork storm story stove strand straw stream street string studio submarine sugar suitcase
summer summit sun sunset surf swallow swamp swan sweater swift swing sword symbol syrup table tablet tadpole tailor
talon tango tank tapestry target tart taxi tea teacher team teapot tent terrace theater thimble thistle thorn thread
throne thumb thunder thyme ticket tide tiger tile timber tin toast toffee tomato tool topaz torch tortoise totem toucan
towel tower town toy track tractor trail train tram trapeze tray treasure tree trellis triangle tribe trolley trombone
trophy trout truck truffle trumpet trunk tuba tulip tuna tundra tunnel turban turbine turkey turnip turtle tuxedo twig
twilight umbrella uncle uniform unicorn urn valley valve vanilla vase vault velvet veranda vessel village vine vineyard
vinyl violet violin viper visor vista volcano voyage vulture wafer wagon waist walnut walrus waltz wander water wave wax
weasel weather weaver wedge well west whale wheat wheel whisker whistle wicker widget willow wind window wing winter
wizard wolf wood wool workshop wren wrist yacht yard yarn yeast yellow yoga yogurt zebra zephyr zigzag zinc zipper zodiac
`
  .trim()
  .split(/\s+/);

// What the language has had since 2024 and Node 20 lacks. `lib` in tsconfig.json keeps us from using anything newer.
import 'core-js/es/map/group-by.js';
import 'core-js/es/object/group-by.js';
import 'core-js/es/promise/with-resolvers.js';

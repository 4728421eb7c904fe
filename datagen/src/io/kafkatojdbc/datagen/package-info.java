/** Generates films, for the demo, for tests, and from the command line for any broker. */
@NullMarked
package io.kafkatojdbc.datagen;

import org.jspecify.annotations.NullMarked;

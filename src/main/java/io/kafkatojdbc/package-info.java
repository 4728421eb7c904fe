/** The application: starts the features and answers for them as a whole. */
@NullMarked
package io.kafkatojdbc;

import org.jspecify.annotations.NullMarked;

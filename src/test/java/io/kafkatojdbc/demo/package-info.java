/** The service with everything that it needs, started by one command. */
@NullMarked
package io.kafkatojdbc.demo;

import org.jspecify.annotations.NullMarked;

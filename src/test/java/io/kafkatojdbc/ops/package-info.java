/** Holds what {@code ops} has for Prometheus and Grafana against the service. */
@NullMarked
package io.kafkatojdbc.ops;

import org.jspecify.annotations.NullMarked;

package io.kafkatojdbc.bench.system;

import io.kafkatojdbc.bench.server.Database;
import io.kafkatojdbc.bench.server.Servers;
import io.kafkatojdbc.bench.workload.Workload;

/**
 * One run of one system, with a database of its own.
 *
 * @param name a name that no other run has, for consumer groups and the like
 * @param servers the servers
 * @param workload what is brought into the database
 * @param database the database, with an empty target table
 */
public record Trial(String name, Servers servers, Workload workload, Database database) {
}

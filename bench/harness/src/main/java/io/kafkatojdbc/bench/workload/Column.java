package io.kafkatojdbc.bench.workload;

/**
 * A column of the target table.
 *
 * @param name the column's name
 * @param type the column's SQL type
 */
public record Column(String name, String type) {

	/**
	 * Returns the expression by which the column is sorted if it is the key. For text,
	 * this is collation "C", which is cheaper than the database's own collation. Only the
	 * groups of equal keys matter, not their order.
	 * @param alias the alias of the table
	 * @return the SQL
	 */
	String sortable(String alias) {
		return alias + "." + this.name + ("text".equals(this.type) ? " COLLATE \"C\"" : "");
	}

}

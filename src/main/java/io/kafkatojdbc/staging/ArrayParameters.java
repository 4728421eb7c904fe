package io.kafkatojdbc.staging;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/** Sets parameters of a statement to arrays, with an element for each item of a list. */
final class ArrayParameters {

	private final PreparedStatement statement;

	ArrayParameters(PreparedStatement statement) {
		this.statement = statement;
	}

	<T> void setInts(int parameter, List<T> items, ToIntFunction<T> number) throws SQLException {
		this.statement.setObject(parameter, items.stream().mapToInt(number).toArray());
	}

	<T> void setLongs(int parameter, List<T> items, ToLongFunction<T> number) throws SQLException {
		this.statement.setObject(parameter, items.stream().mapToLong(number).toArray());
	}

	<T> void setTexts(int parameter, List<T> items, Function<T, String> text) throws SQLException {
		Object[] texts = items.stream().map(text).map(RejectedRecord::withoutNul).toArray(String[]::new);
		this.statement.setArray(parameter, this.statement.getConnection().createArrayOf("text", texts));
	}

	<T> void setBytes(int parameter, List<T> items, Function<T, byte @Nullable []> bytes) throws SQLException {
		Object[] values = items.stream().map(bytes).toArray(byte[][]::new);
		this.statement.setArray(parameter, this.statement.getConnection().createArrayOf("bytea", values));
	}

}

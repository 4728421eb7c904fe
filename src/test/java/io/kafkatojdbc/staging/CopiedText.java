package io.kafkatojdbc.staging;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

import org.postgresql.copy.CopyIn;

/** What rows write to COPY, to be read as text. */
final class CopiedText {

	private static final int SERVICE_COLUMNS = 4;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private CopiedText() {
	}

	static CopiedText of(CopyRows rows) throws SQLException {
		CopiedText text = new CopiedText();
		rows.writeTo(text.copy());
		return text;
	}

	private CopyIn copy() {
		return (CopyIn) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { CopyIn.class },
				(copy, method, arguments) -> {
					this.bytes.write((byte[]) arguments[0], (int) arguments[1], (int) arguments[2]);
					return Objects.requireNonNullElse(method.getDefaultValue(), copy);
				});
	}

	List<String> lines() {
		return this.bytes.toString(StandardCharsets.UTF_8).lines().toList();
	}

	// the fields of a line behind the service's own, as they are sent
	String payload(int line) {
		String[] fields = lines().get(line).split("\t", SERVICE_COLUMNS + 1);
		return fields[SERVICE_COLUMNS];
	}

	// the fields of a line behind the service's own, as PostgreSQL reads them
	List<String> values(int line) {
		return List.of(payload(line).split("\t", -1)).stream().map(CopiedText::unescape).toList();
	}

	private static String unescape(String field) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < field.length(); i++) {
			char each = field.charAt(i);
			text.append((each != '\\') ? each : unescape(field.charAt(++i)));
		}
		return text.toString();
	}

	private static char unescape(char escaped) {
		return switch (escaped) {
			case 't' -> '\t';
			case 'n' -> '\n';
			case 'r' -> '\r';
			default -> escaped;
		};
	}

}

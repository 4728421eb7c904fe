import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What {@code mvnw} needs from a machine that has no curl, wget or sha512sum, from the one
 * tool that is always there. Run from source: {@code java Fetch.java get URL FILE}.
 */
class Fetch {

	public static void main(String[] args) throws Exception {
		if (args[0].equals("get")) {
			get(URI.create(args[1]), Path.of(args[2]));
		}
		else {
			byte[] sum = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(Path.of(args[1])));
			System.out.println(HexFormat.of().formatHex(sum));
		}
	}

	private static void get(URI address, Path file) throws Exception {
		System.setProperty("java.net.useSystemProxies", "true");
		URLConnection connection = address.toURL().openConnection();
		connection.setConnectTimeout(5_000);
		connection.setReadTimeout(30_000);
		try (InputStream body = connection.getInputStream()) {
			long length = Files.copy(body, file);
			if (connection.getContentLengthLong() > length) {
				throw new IllegalStateException("The connection was closed after " + length + " bytes");
			}
		}
	}

}

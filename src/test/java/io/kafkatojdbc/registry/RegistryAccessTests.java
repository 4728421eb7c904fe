package io.kafkatojdbc.registry;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import io.kafkatojdbc.start.StartException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The service proves who it is, keeps its secrets, and refuses settings that do not fit.
 */
class RegistryAccessTests {

	private static final String SECRET = "hush-s3cret";

	private static final String ID = "/schemas/ids/7";

	private static final DefaultSslBundleRegistry NO_BUNDLES = new DefaultSslBundleRegistry();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-",
			textBlock = """
					localhost:8081             | -    | -           | -           | - | 'ingest.registry.url' is not the URL of a
					//localhost                | -    | -           | -           | - | 'ingest.registry.url' is not the URL of a
					ftp://localhost            | -    | -           | -           | - | 'ingest.registry.url' is not the URL of a
					http://a,http://b c        | -    | -           | -           | - | 'ingest.registry.url' is not the URL of a
					http://{id}                | -    | -           | -           | - | 'ingest.registry.url' is not the URL of a
					http://u:hush-s3cret@host  | -    | -           | -           | - | has a user or a password in it
					http://host?k=hush-s3cret  | -    | -           | -           | - | has a '?' or a '#' in it
					http://host                | lucas | -          | -           | - | Only one of 'ingest.registry.username' and
					http://host                | -    | hush-s3cret | -           | - | Only one of 'ingest.registry.username' and
					http://host                | lucas | hush-s3cret | hush-s3cret | - | Both 'ingest.registry.username' and
					http://host                | a:b  | hush-s3cret | -           | - | 'ingest.registry.username' has a ':'
					http://host                | -    | -           | Bearer hush-s3cret | - | 'ingest.registry.token' is empty
					-                          | -    | -           | hush-s3cret | - | 'ingest.registry.url' is not set, but
					-                          | -    | -           | -           | b | 'ingest.registry.url' is not set, but
					http://host                | -    | -           | -           | b | 'ingest.registry.url' has no https
					https://host               | -    | -           | -           | b | There is no SSL bundle 'b'
					""")
	void settingsThatDoNotFitAreRefusedWithoutTheSecrets(@Nullable String url, @Nullable String username,
			@Nullable String password, @Nullable String token, @Nullable String bundle, String reason) {
		List<String> urls = (url != null) ? Arrays.asList(url.split(",")) : List.of();
		RegistryProperties properties = Registries.properties(urls, username, password, token, bundle);
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> Registries.at(properties, NO_BUNDLES))
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(String.valueOf(ex)).doesNotContain(SECRET));
	}

	@Test
	void aFormatWithSchemasNeedsARegistry() {
		assertThatExceptionOfType(StartException.class)
			.isThrownBy(() -> Registries.at().requireFor("ingest.record.value-format=avro"))
			.withMessage("'ingest.record.value-format=avro' needs a schema registry.");
		Registries.at("http://host").requireFor("ingest.record.value-format=avro");
	}

	@Test
	void userAndPasswordAreSent() throws Exception {
		String encoded = Base64.getEncoder().encodeToString(("lücas:" + SECRET).getBytes(StandardCharsets.UTF_8));
		assertThat(authorization("lücas", SECRET, null)).isEqualTo("Basic " + encoded);
	}

	@Test
	void aTokenIsSent() throws Exception {
		assertThat(authorization(null, null, SECRET)).isEqualTo("Bearer " + SECRET);
	}

	private static String authorization(@Nullable String username, @Nullable String password, @Nullable String token)
			throws Exception {
		try (FakeRegistry server = new FakeRegistry()) {
			RegistryProperties properties = Registries.properties(List.of(server.url()), username, password, token,
					null);
			assertThat(properties.toString()).doesNotContain(SECRET);
			server.on(ID, "{'schema': 's'}");
			Registries.at(properties, NO_BUNDLES).schema(SchemaId.of(7));
			return server.header("Authorization");
		}
	}

	@Test
	void tlsTrustsTheBundleAndNothingElse(@TempDir Path directory) throws Exception {
		Path right = keyStore(directory.resolve("right.p12"));
		Path wrong = keyStore(directory.resolve("wrong.p12"));
		try (FakeRegistry server = new FakeRegistry(tls(right))) {
			server.on(ID, "{'schema': 's'}");
			DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("registry", bundle(wrong));
			SchemaRegistry registry = Registries
				.at(Registries.properties(List.of(server.url()), null, null, null, "registry"), bundles);
			assertThatExceptionOfType(RegistryUnavailableException.class)
				.isThrownBy(() -> registry.schema(SchemaId.of(7)))
				.withMessageContaining("can't be reached with TLS")
				.withMessageContaining("check 'ingest.registry.ssl-bundle'");
			bundles.updateBundle("registry", bundle(right));
			assertThat(registry.schema(SchemaId.of(7)).text()).isEqualTo("s");
		}
	}

	private static Path keyStore(Path file) throws Exception {
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-alias",
				"registry", "-storepass", SECRET, "-keystore", file.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(keytool.waitFor()).as(output).isZero();
		return file;
	}

	private static SSLContext tls(Path keyStore) throws Exception {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(keyStore)) {
			keys.load(in, SECRET.toCharArray());
		}
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(keys, SECRET.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), null, null);
		return context;
	}

	private static SslBundle bundle(Path trustStore) {
		return SslBundle.of(new JksSslStoreBundle(null,
				JksSslStoreDetails.forLocation(trustStore.toUri().toString()).withPassword(SECRET)));
	}

}

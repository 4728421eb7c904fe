package io.kafkatojdbc.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Authenticates users by their passwords, behind the brake. */
final class BrakedAuthentication implements AuthenticationManager {

	/** The half of an IPv6 address that names a network. */
	private static final int NETWORK_DIGITS = 16;

	private final AuthenticationManager users;

	private final Brake brake;

	BrakedAuthentication(AuthenticationManager users, Brake brake) {
		this.users = users;
		this.brake = brake;
	}

	@Override
	public Authentication authenticate(Authentication login) {
		return this.brake.guard(login.getName(), address(login), () -> this.users.authenticate(login));
	}

	/**
	 * Returns the address that Tomcat or Spring has found, which is the address of a
	 * proxy unless {@code server.forward-headers-strategy} says otherwise.
	 */
	private static String address(Authentication login) {
		return (login.getDetails() instanceof WebAuthenticationDetails details) ? network(details.getRemoteAddress())
				: "";
	}

	/** A host has as many IPv6 addresses as it likes, but all in one network. */
	static String network(String address) {
		try {
			// Without a colon, the text may be a name, which must not be looked up.
			return (address.contains(":") && InetAddress.getByName(address) instanceof Inet6Address ipv6)
					? HexFormat.of().formatHex(ipv6.getAddress()).substring(0, NETWORK_DIGITS) : address;
		}
		catch (UnknownHostException ex) {
			return address;
		}
	}

}

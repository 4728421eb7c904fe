package io.kafkatojdbc.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Map;

import javax.net.SocketFactory;

import jdk.net.ExtendedSocketOptions;

/**
 * Creates sockets that notice within a minute that the database's host is gone, even
 * while they wait for a merge. The default of the operating system is two hours. The
 * driver creates this factory by its class name.
 */
public final class KeepAliveSocketFactory extends SocketFactory {

	/**
	 * The idle time and the interval in seconds, and the number of unanswered probes
	 * after which the host is gone.
	 */
	private static final Map<SocketOption<Integer>, Integer> KEEP_ALIVE = Map.of(ExtendedSocketOptions.TCP_KEEPIDLE, 30,
			ExtendedSocketOptions.TCP_KEEPINTERVAL, 10, ExtendedSocketOptions.TCP_KEEPCOUNT, 3);

	@Override
	public Socket createSocket() throws IOException {
		return prepare(new Socket());
	}

	@Override
	public Socket createSocket(String host, int port) throws IOException {
		return prepare(new Socket(host, port));
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
		return prepare(new Socket(host, port, localHost, localPort));
	}

	@Override
	public Socket createSocket(InetAddress host, int port) throws IOException {
		return prepare(new Socket(host, port));
	}

	@Override
	public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
		return prepare(new Socket(host, port, localHost, localPort));
	}

	private static Socket prepare(Socket socket) throws IOException {
		for (Map.Entry<SocketOption<Integer>, Integer> option : KEEP_ALIVE.entrySet()) {
			if (socket.supportedOptions().contains(option.getKey())) {
				socket.setOption(option.getKey(), option.getValue());
			}
		}
		return socket;
	}

}

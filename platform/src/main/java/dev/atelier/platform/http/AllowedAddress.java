package dev.atelier.platform.http;

import static dev.atelier.platform.config.InvalidConfigException.check;

import dev.atelier.platform.config.InvalidConfigException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** An address that an operator vouches for, although it is not public. */
sealed interface AllowedAddress {
    /** Whether {@code address}, which still knows the name it was asked for, is meant; a name alone is in no network. */
    boolean covers(InetSocketAddress address);

    /**
     * Reads an entry of the allow-list.
     *
     * @throws dev.atelier.platform.config.InvalidConfigException when it is neither a network nor a host
     */
    static AllowedAddress parse(String entry) {
        return entry.contains("/") ? Network.parse(entry) : Host.parse(entry);
    }

    /** A host by the name it is asked for, at one port or at any. */
    record Host(String name, OptionalInt port) implements AllowedAddress {
        private static final Pattern FORM = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");

        private static final Pattern DOTTED = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");

        static Host parse(String entry) {
            var parts = FORM.matcher(entry);
            check(parts.matches(), "outbound.allow", "must be a network, a host or host:port", entry);
            String port = parts.group(2);
            return of(parts.group(1), port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)));
        }

        static Host of(String name, OptionalInt port) {
            String plain = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
            return new Host(plain.toLowerCase(Locale.ROOT), port);
        }

        @Override
        public boolean covers(InetSocketAddress address) {
            return (port.isEmpty() || port.getAsInt() == address.getPort()) && isFor(address);
        }

        /** An address may be written in several ways, a name in one. */
        private boolean isFor(InetSocketAddress address) {
            return isAddress()
                    ? InetAddress.ofLiteral(name).equals(address.getAddress())
                    : address.getHostString().equalsIgnoreCase(name);
        }

        private boolean isAddress() {
            return name.contains(":") || DOTTED.matcher(name).matches();
        }
    }

    /** All addresses that begin with the same bits. */
    record Network(InetAddress base, int bits) implements AllowedAddress {
        static Network parse(String entry) {
            int slash = entry.indexOf('/');
            try {
                var base = InetAddress.ofLiteral(entry.substring(0, slash));
                int bits = Integer.parseInt(entry.substring(slash + 1));
                check(
                        bits >= 0 && bits <= base.getAddress().length * 8,
                        "outbound.allow",
                        "must have as many bits as the address at most",
                        entry);
                return new Network(base, bits);
            } catch (IllegalArgumentException e) {
                throw new InvalidConfigException(
                        "outbound.allow must be a network such as 10.1.0.0/16, but was " + entry, e);
            }
        }

        @Override
        public boolean covers(InetSocketAddress address) {
            if (address.isUnresolved()) {
                return false;
            }
            byte[] ours = base.getAddress();
            byte[] theirs = address.getAddress().getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}

using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel
{
    public abstract class ParameterDefault
    {
        public abstract string GetDefaultValue();
    }

    /// <summary>A random value of letters and digits; <see cref="Special"/> adds a few marks.</summary>
    public sealed class GenerateParameterDefault : ParameterDefault
    {
        public int MinLength { get; set; }

        public bool Special { get; set; } = true;

        public override string GetDefaultValue() =>
            RandomNumberGenerator.GetString(
                "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789" + (Special ? "-_." : ""),
                Math.Max(MinLength, 1)
            );
    }

    public sealed class ParameterResource(string name, Func<string> value) : Resource(name)
    {
        internal string Value => value();
    }
}

namespace Aspire.Hosting
{
    public static class ParameterResourceBuilderExtensions
    {
        /// <summary>A fixed value: configuration does not override it.</summary>
        public static IResourceBuilder<ParameterResource> AddParameter(
            this IDistributedApplicationBuilder builder,
            string name,
            string value
        ) => builder.AddResource(new ParameterResource(name, () => value));

        /// <summary>Configuration's <c>Parameters:name</c>, else the default, which is kept if it is to persist.</summary>
        public static IResourceBuilder<ParameterResource> AddParameter(
            this IDistributedApplicationBuilder builder,
            string name,
            ParameterDefault value,
            bool secret = false,
            bool persist = false
        )
        {
            var kept = new Lazy<string>(value.GetDefaultValue);
            return builder.AddResource(
                new ParameterResource(
                    name,
                    () =>
                        builder.Configuration[$"Parameters:{name}"]
                        ?? builder.Configuration[$"Parameters:{name.Replace('-', '_')}"]
                        ?? (persist ? ((DistributedApplicationBuilder)builder).Folder.Keep(name, value) : kept.Value)
                )
            );
        }
    }
}

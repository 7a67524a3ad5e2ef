namespace Aspire.Hosting.ApplicationModel
{
    public class ContainerResource(string name)
        : Resource(name),
            IResourceWithEnvironment,
            IResourceWithEndpoints,
            IResourceWithWaitSupport
    {
        /// <summary>Without a volume every start begins with empty data.</summary>
        internal bool KeepsData { get; set; }
    }

    public sealed class PostgresServerResource : ContainerResource, IResourceWithConnectionString
    {
        internal PostgresServerResource(string name, ParameterResource user, ParameterResource password)
            : base(name)
        {
            User = user;
            Password = password;
            Endpoints.Add(new Endpoint("tcp", "tcp"));
        }

        internal ParameterResource User { get; }

        internal ParameterResource Password { get; }

        internal List<PostgresDatabaseResource> Databases { get; } = [];

        internal int Port => new EndpointReference(this, "tcp").Port;

        internal string ConnectionString =>
            $"Host=localhost;Port={Port};Username={User.Value};Password={Password.Value}";

        internal string Uri =>
            $"postgresql://{System.Uri.EscapeDataString(User.Value)}:{System.Uri.EscapeDataString(Password.Value)}@localhost:{Port}";

        internal IEnumerable<KeyValuePair<string, string>> Properties =>
            [
                new("HOST", "localhost"),
                new("PORT", $"{Port}"),
                new("USERNAME", User.Value),
                new("PASSWORD", Password.Value),
            ];

        string IResourceWithConnectionString.ConnectionString => ConnectionString;

        IReadOnlyList<KeyValuePair<string, string>> IResourceWithConnectionString.ConnectionProperties =>
            [.. Properties, new("URI", Uri), new("JDBCCONNECTIONSTRING", $"jdbc:postgresql://localhost:{Port}")];
    }

    public sealed class PostgresDatabaseResource : Resource, IResourceWithConnectionString
    {
        internal PostgresDatabaseResource(string name, PostgresServerResource parent)
            : base(name) => Parent = parent;

        public PostgresServerResource Parent { get; }

        internal string ConnectionString => $"{Parent.ConnectionString};Database={Name}";

        string IResourceWithConnectionString.ConnectionString => ConnectionString;

        IReadOnlyList<KeyValuePair<string, string>> IResourceWithConnectionString.ConnectionProperties =>
            [
                .. Parent.Properties,
                new("URI", $"{Parent.Uri}/{Uri.EscapeDataString(Name)}"),
                new("JDBCCONNECTIONSTRING", $"jdbc:postgresql://localhost:{Parent.Port}/{Uri.EscapeDataString(Name)}"),
                new("DATABASENAME", Name),
            ];
    }
}

namespace Aspire.Hosting
{
    public static class PostgresBuilderExtensions
    {
        public static IResourceBuilder<PostgresServerResource> AddPostgres(
            this IDistributedApplicationBuilder builder,
            string name,
            IResourceBuilder<ParameterResource> userName,
            IResourceBuilder<ParameterResource> password
        ) => builder.AddResource(new PostgresServerResource(name, userName.Resource, password.Resource));

        public static IResourceBuilder<PostgresServerResource> WithDataVolume(
            this IResourceBuilder<PostgresServerResource> builder
        )
        {
            builder.Resource.KeepsData = true;
            return builder;
        }

        /// <summary>Created, where it is absent, as soon as the server answers.</summary>
        public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
            this IResourceBuilder<PostgresServerResource> builder,
            string name
        )
        {
            var database = new PostgresDatabaseResource(name, builder.Resource);
            builder.Resource.Databases.Add(database);
            return new ResourceBuilder<PostgresDatabaseResource>(database);
        }
    }
}

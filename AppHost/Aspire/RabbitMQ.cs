namespace Aspire.Hosting.ApplicationModel
{
    public sealed class RabbitMQServerResource : ContainerResource, IResourceWithConnectionString
    {
        internal RabbitMQServerResource(string name, ParameterResource user, ParameterResource password)
            : base(name)
        {
            User = user;
            Password = password;
            Endpoints.Add(new Endpoint("tcp", "tcp"));
        }

        internal ParameterResource User { get; }

        internal ParameterResource Password { get; }

        internal int Port => new EndpointReference(this, "tcp").Port;

        internal string ConnectionString =>
            $"amqp://{Uri.EscapeDataString(User.Value)}:{Uri.EscapeDataString(Password.Value)}@localhost:{Port}";

        string IResourceWithConnectionString.ConnectionString => ConnectionString;

        IReadOnlyList<KeyValuePair<string, string>> IResourceWithConnectionString.ConnectionProperties =>
            [
                new("HOST", "localhost"),
                new("PORT", $"{Port}"),
                new("USERNAME", User.Value),
                new("PASSWORD", Password.Value),
                new("URI", ConnectionString),
            ];
    }
}

namespace Aspire.Hosting
{
    public static class RabbitMQBuilderExtensions
    {
        public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
            this IDistributedApplicationBuilder builder,
            string name,
            IResourceBuilder<ParameterResource> userName,
            IResourceBuilder<ParameterResource> password
        ) => builder.AddResource(new RabbitMQServerResource(name, userName.Resource, password.Resource));

        /// <summary>The HTTP API and the pages, at the endpoint "management".</summary>
        public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(
            this IResourceBuilder<RabbitMQServerResource> builder
        )
        {
            builder.Resource.Endpoints.Add(new Endpoint("management", "http"));
            return builder;
        }

        public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(
            this IResourceBuilder<RabbitMQServerResource> builder
        )
        {
            builder.Resource.KeepsData = true;
            return builder;
        }
    }
}

using MassTransit;
using Platform.DatasetClient;
using Platform.Generator;
using Platform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddDatasetApi(builder.Configuration);
builder.AddGeneration();
builder.AddMessaging("generator", x => x.AddConsumer<GenerateSolutionsConsumer, GenerateSolutionsDefinition>());

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapDrain();
app.Run();

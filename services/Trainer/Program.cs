using MassTransit;
using Platform.DatasetClient;
using Platform.ServiceDefaults;
using Platform.Trainer;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddDatasetApi(builder.Configuration);
builder.AddMessaging("trainer", x => x.AddConsumer<RunTrainingConsumer, RunTrainingConsumerDefinition>());
builder.AddTraining();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapDrain(app.Services.GetRequiredService<TrainingRunner>().Drain);
await app.RunAsync();
